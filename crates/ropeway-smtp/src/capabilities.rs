//! What the server offers in its EHLO reply.

use crate::Reply;

/// The extensions that a server offers (RFC 5321 section 4.1.1.1); only those that this client uses.
///
/// Keywords are compared without case, lines that come twice are merged, unknown keywords are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// SIZE (RFC 1870): offered, with the limit in octets; 0 means that the server states none.
    pub size: Option<u64>,
    /// 8BITMIME (RFC 6152).
    pub eight_bit_mime: bool,
    /// PIPELINING (RFC 2920).
    pub pipelining: bool,
    /// DSN (RFC 3461).
    pub dsn: bool,
    /// STARTTLS (RFC 3207).
    pub starttls: bool,
    /// CHUNKING (RFC 3030); this client sends no BDAT.
    pub chunking: bool,
    /// SMTPUTF8 (RFC 6531).
    pub smtputf8: bool,
    /// ENHANCEDSTATUSCODES (RFC 2034).
    pub enhanced_status_codes: bool,
    /// AUTH (RFC 4954): the mechanisms in upper case, in the server's order.
    pub auth: Vec<String>,
    /// LIMITS RCPTMAX (RFC 9422): RCPT commands in one transaction.
    pub rcpt_max: Option<u32>,
    /// LIMITS MAILMAX (RFC 9422): MAIL commands in one session.
    pub mail_max: Option<u32>,
}

impl Capabilities {
    /// Reads the positive reply to EHLO. Its first line is the greeting and offers nothing.
    pub fn from_ehlo(reply: &Reply) -> Self {
        let mut capabilities = Self::default();
        for line in reply.lines.iter().skip(1) {
            capabilities.add_line(line);
        }
        capabilities
    }

    fn add_line(&mut self, line: &str) {
        let mut words = line.split_ascii_whitespace();
        let keyword = words.next().unwrap_or_default().to_ascii_uppercase();
        match keyword.as_str() {
            "SIZE" => self.size = Some(words.next().and_then(|n| n.parse().ok()).unwrap_or(0)),
            "8BITMIME" => self.eight_bit_mime = true,
            "PIPELINING" => self.pipelining = true,
            "DSN" => self.dsn = true,
            "STARTTLS" => self.starttls = true,
            "CHUNKING" => self.chunking = true,
            "SMTPUTF8" => self.smtputf8 = true,
            "ENHANCEDSTATUSCODES" => self.enhanced_status_codes = true,
            "LIMITS" => self.add_limits(words),
            "AUTH" => self.add_mechanisms(words),
            // The form of drafts before RFC 2554, still sent by Exchange and others beside the right one.
            _ => {
                if let Some(first) = keyword.strip_prefix("AUTH=") {
                    self.add_mechanisms(std::iter::once(first).chain(words));
                }
            }
        }
    }

    fn add_mechanisms<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        for word in words.filter(|word| !word.is_empty()) {
            let name = word.to_ascii_uppercase();
            if !self.auth.contains(&name) {
                self.auth.push(name);
            }
        }
    }

    /// RFC 9422 section 4: a limit that is unknown or out of range is ignored alone, bad syntax ignores all.
    fn add_limits<'a>(&mut self, words: impl Iterator<Item = &'a str> + Clone) {
        let well_formed = |word: &str| {
            word.split_once('=')
                .is_some_and(|(name, value)| !name.is_empty() && !value.is_empty())
        };
        if !words.clone().all(well_formed) {
            return;
        }
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            let Some(value) = value.parse().ok().filter(|n| (1..=999_999).contains(n)) else {
                continue;
            };
            if name.eq_ignore_ascii_case("RCPTMAX") {
                self.rcpt_max = Some(value);
            } else if name.eq_ignore_ascii_case("MAILMAX") {
                self.mail_max = Some(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(lines: &[&str]) -> Capabilities {
        let lines = std::iter::once("mx.example at your service").chain(lines.iter().copied());
        Capabilities::from_ehlo(&Reply::new(250, lines.map(str::to_owned).collect()))
    }

    #[test]
    fn reads_keywords_without_case_and_merges_lines() {
        let got = offered(&[
            "size 35882577",
            "8bitmime",
            "Pipelining",
            "DSN",
            "STARTTLS",
            "CHUNKING",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            "AUTH plain NTLM",
            "AUTH=LOGIN PLAIN",
            "LIMITS RCPTMAX=20 MAILMAX=5 RCPTDOMAINMAX=1",
            "X-EXPS GSSAPI",
        ]);
        assert_eq!(
            got,
            Capabilities {
                size: Some(35_882_577),
                eight_bit_mime: true,
                pipelining: true,
                dsn: true,
                starttls: true,
                chunking: true,
                smtputf8: true,
                enhanced_status_codes: true,
                auth: vec!["PLAIN".into(), "NTLM".into(), "LOGIN".into()],
                rcpt_max: Some(20),
                mail_max: Some(5),
            }
        );
    }

    #[test]
    fn the_greeting_line_offers_nothing() {
        let got = Capabilities::from_ehlo(&Reply::new(250, vec!["PIPELINING".into()]));
        assert_eq!(got, Capabilities::default());
    }

    #[test]
    fn size_without_a_number_means_no_limit() {
        assert_eq!(offered(&["SIZE"]).size, Some(0));
        assert_eq!(offered(&["SIZE lots"]).size, Some(0));
        assert_eq!(offered(&[]).size, None);
    }

    #[test]
    fn ignores_bad_limits() {
        assert_eq!(offered(&["LIMITS RCPTMAX=0 MAILMAX=7"]).mail_max, Some(7));
        assert_eq!(offered(&["LIMITS RCPTMAX=0 MAILMAX=7"]).rcpt_max, None);
        assert_eq!(offered(&["LIMITS RCPTMAX=1000000"]).rcpt_max, None);
        assert_eq!(offered(&["LIMITS RCPTMAX=10 oops"]).rcpt_max, None);
    }
}
