//! What a caller decides about header fields.

/// Which fields of a message that was received before are written again from PidTagTransportMessageHeaders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum TransportHeaders {
    /// None: what is sent must not show the way of another transmission ([MS-OXCMAIL] 2.1.3.2.27).
    #[default]
    Never,
    /// Received, Return-Path and the other fields by which the transport left its trace, before all others.
    /// For files and for IMAP and POP3, where a message is shown and not sent.
    Trace,
}

/// Which header fields are written beside those that every message has. The defaults are right for mail
/// to the Internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct HeaderPolicy<'a> {
    /// The next hop is inside the own organization: X-MS-Exchange-Organization-*, X-MS-Exchange-Forest-*
    /// and what else the header firewall stops goes out.
    pub trusted: bool,
    /// PidNameKeywords goes out as Keywords ([MS-OXCMAIL] 2.1.3.2.12). Categories are private: off by default.
    pub keywords: bool,
    /// People are shown with their names ([MS-OXCMAIL] 2.1.3.1): on by default.
    pub display_names: bool,
    /// PidTagOriginatorDeliveryReportRequested asks by Return-Receipt-To ([MS-OXCMAIL] 2.1.3.1.5), beside
    /// NOTIFY of the envelope: on by default.
    pub return_receipt_to: bool,
    /// X-Priority stands beside Importance, for readers that know that alone: on by default.
    pub x_priority: bool,
    /// X-MS-Has-Attach ([MS-OXCMAIL] 2.1.3.2.19), which nobody outside Exchange reads: off by default.
    pub has_attach: bool,
    /// Accept-Language of a submitted message that names none: the languages of the sender's mailbox
    /// ([MS-OXCMAIL] 2.1.3.2.16), such as `de-CH, en`.
    pub accept_language: Option<&'a str>,
    /// X-Mailer: none by default.
    pub x_mailer: Option<&'a str>,
    /// X-Unsent marks a message that was never sent, on which clients open it to be edited: for files, and
    /// off by default.
    pub unsent: bool,
    /// What is taken from PidTagTransportMessageHeaders: nothing by default.
    pub transport_headers: TransportHeaders,
}

impl Default for HeaderPolicy<'_> {
    fn default() -> Self {
        Self {
            trusted: false,
            keywords: false,
            display_names: true,
            return_receipt_to: true,
            x_priority: true,
            has_attach: false,
            accept_language: None,
            x_mailer: None,
            unsent: false,
            transport_headers: TransportHeaders::Never,
        }
    }
}

impl<'a> HeaderPolicy<'a> {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether the next hop is inside the own organization.
    #[must_use]
    pub fn trusted(mut self, trusted: bool) -> Self {
        self.trusted = trusted;
        self
    }

    /// Sets whether categories go out.
    #[must_use]
    pub fn keywords(mut self, keywords: bool) -> Self {
        self.keywords = keywords;
        self
    }

    /// Sets whether people are shown with their names.
    #[must_use]
    pub fn display_names(mut self, names: bool) -> Self {
        self.display_names = names;
        self
    }

    /// Sets whether Return-Receipt-To is written.
    #[must_use]
    pub fn return_receipt_to(mut self, ask: bool) -> Self {
        self.return_receipt_to = ask;
        self
    }

    /// Sets whether X-Priority is written.
    #[must_use]
    pub fn x_priority(mut self, write: bool) -> Self {
        self.x_priority = write;
        self
    }

    /// Sets whether X-MS-Has-Attach is written.
    #[must_use]
    pub fn has_attach(mut self, write: bool) -> Self {
        self.has_attach = write;
        self
    }

    /// Sets the languages of the sender's mailbox.
    #[must_use]
    pub fn accept_language(mut self, languages: &'a str) -> Self {
        self.accept_language = Some(languages);
        self
    }

    /// Sets X-Mailer.
    #[must_use]
    pub fn x_mailer(mut self, name: &'a str) -> Self {
        self.x_mailer = Some(name);
        self
    }

    /// Sets whether a message that was never sent is marked.
    #[must_use]
    pub fn unsent(mut self, mark: bool) -> Self {
        self.unsent = mark;
        self
    }

    /// Sets what is taken from the headers under which the message was received.
    #[must_use]
    pub fn transport_headers(mut self, which: TransportHeaders) -> Self {
        self.transport_headers = which;
        self
    }
}
