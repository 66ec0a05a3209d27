//! The command lines of a transaction, and what keeps them from being written.

use crate::address::{check_mailbox, encode_envid, encode_orcpt};
use crate::{Capabilities, EnvelopeField, Problem, ProblemKind, Recipient, Stage, Transaction};

impl Transaction {
    /// What keeps each recipient from being sent to any host at all: faults of the envelope and of the content, found
    /// without a connection. `Client::send` asks this first.
    pub fn problems(&self, max_line_len: usize) -> Vec<Option<Problem>> {
        let all = Capabilities {
            eight_bit_mime: true,
            smtputf8: true,
            dsn: true,
            ..Capabilities::default()
        };
        let message = message_fits(self, &all, true, max_line_len)
            .and_then(|()| mail_line(self, &all, true).map(|_| ()));
        let check = |recipient| {
            message
                .clone()
                .and_then(|()| rcpt_line(recipient, true, true).map(|_| ()))
        };
        self.recipients
            .iter()
            .map(|r| check(r).err().map(|kind| local_problem(kind, None)))
            .collect()
    }
}

pub(super) fn local_problem(kind: ProblemKind, host: Option<String>) -> Problem {
    Problem {
        status: kind.status(),
        kind,
        stage: Stage::Local,
        reply: None,
        host,
    }
}

/// What concerns the message as a whole.
pub(super) fn message_fits(
    transaction: &Transaction,
    capabilities: &Capabilities,
    utf8: bool,
    max_line_len: usize,
) -> Result<(), ProblemKind> {
    let message = &transaction.message;
    message.check(max_line_len).map_err(ProblemKind::Content)?;
    let path = &transaction.reverse_path;
    if !path.is_empty() {
        check_mailbox(path, EnvelopeField::ReversePath).map_err(ProblemKind::Envelope)?;
    }
    if let Some(limit) = capabilities
        .size
        .filter(|&limit| limit > 0 && message.size() > limit)
    {
        return Err(ProblemKind::TooLarge {
            size: message.size(),
            limit,
        });
    }
    if !utf8 && transaction.smtputf8 {
        return Err(ProblemKind::Utf8HeaderNotOffered);
    }
    if !utf8 && !path.is_ascii() {
        return Err(ProblemKind::Utf8AddressNotOffered);
    }
    if message.is_eight_bit() && !capabilities.eight_bit_mime {
        return Err(ProblemKind::EightBitNotOffered);
    }
    Ok(())
}

pub(super) fn mail_line(
    transaction: &Transaction,
    capabilities: &Capabilities,
    utf8_needed: bool,
) -> Result<String, ProblemKind> {
    let mut line = format!("MAIL FROM:<{}>", transaction.reverse_path);
    if capabilities.size.is_some() {
        line.push_str(&format!(" SIZE={}", transaction.message.size()));
    }
    if capabilities.eight_bit_mime && (transaction.body_8bit || transaction.message.is_eight_bit()) {
        line.push_str(" BODY=8BITMIME");
    }
    if utf8_needed {
        line.push_str(" SMTPUTF8");
    }
    // Checked also where it is not sent: whether an envelope is valid must not depend on the host.
    let envid = transaction
        .envid
        .as_deref()
        .map(encode_envid)
        .transpose()
        .map_err(ProblemKind::Envelope)?;
    if capabilities.dsn {
        if let Some(ret) = transaction.ret {
            line.push_str(&format!(" RET={}", ret.value()));
        }
        if let Some(envid) = envid {
            line.push_str(&format!(" ENVID={envid}"));
        }
    }
    Ok(line)
}

pub(super) fn rcpt_line(recipient: &Recipient, dsn: bool, utf8: bool) -> Result<String, ProblemKind> {
    check_mailbox(&recipient.address, EnvelopeField::Recipient).map_err(ProblemKind::Envelope)?;
    if !utf8 && !recipient.address.is_ascii() {
        return Err(ProblemKind::Utf8AddressNotOffered);
    }
    let orcpt = recipient
        .orcpt
        .as_deref()
        .map(encode_orcpt)
        .transpose()
        .map_err(ProblemKind::Envelope)?;
    let mut line = format!("RCPT TO:<{}>", recipient.address);
    if dsn {
        if let Some(notify) = recipient.notify {
            line.push_str(&format!(" NOTIFY={}", notify.value()));
        }
        if let Some(orcpt) = orcpt {
            line.push_str(&format!(" ORCPT={orcpt}"));
        }
    }
    Ok(line)
}
