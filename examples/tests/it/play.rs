//! Runs a recording on the stage.

use mail_parser::MimeHeaders;
use ropeway::Outcome;
use ropeway_examples::client::MapiClient;
use ropeway_examples::stage::{PASSWORD, Setting, Stage};
use ropeway_examples::{recording, replay};
use std::collections::BTreeMap;
use std::time::Duration;

/// What became of it.
#[derive(Debug, Default)]
pub struct Played {
    pub users: Vec<String>,
    /// Whether every ROP succeeded.
    pub good: bool,
    pub aborted: usize,
    pub accepted: usize,
    /// By recipient, what the receiving server got.
    pub mails: BTreeMap<String, Mail>,
    /// What local delivery got: recipients and subjects.
    pub local: Vec<(String, String)>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mail {
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<(String, Vec<u8>)>,
    pub header: String,
}

/// Replays; every recipient must end as it should.
pub async fn play(text: &str) -> Played {
    play_with_hold(text, Duration::ZERO).await
}

/// The same, where submissions wait so long before they are sent.
pub async fn play_with_hold(text: &str, hold: Duration) -> Played {
    let recording = recording::parse(text).unwrap();
    let users = recording.users();
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::start(&Setting {
        users: &users,
        queue: folder.path(),
        smart_host: None,
        mx_domains: &[],
        hold,
    })
    .await
    .unwrap();
    let mut client = MapiClient::new(stage.mapi, "", "");
    let replayed = replay::run(&mut client, &recording, PASSWORD).await.unwrap();
    let patience = Duration::from_secs(20);
    let ends = stage.settled(replayed.aborted, patience).await;
    assert!(ends.report(replayed.aborted, patience), "{ends:?}");
    assert!(
        ends.recipients
            .iter()
            .all(|(_, outcome, _)| *outcome != Outcome::Failed)
    );
    let mut mails = BTreeMap::new();
    for received in stage.receiver.received() {
        for recipient in &received.recipients {
            let twice = mails.insert(recipient.clone(), mail(&received.data));
            assert_eq!(twice, None, "{recipient} has it twice");
        }
    }
    Played {
        users,
        good: replayed.good,
        aborted: replayed.aborted,
        accepted: ends.accepted,
        mails,
        local: stage.mailbox.delivered(),
    }
}

fn mail(data: &[u8]) -> Mail {
    let parsed = mail_parser::MessageParser::default().parse(data).unwrap();
    let attachments = parsed.attachments();
    let text = String::from_utf8_lossy(data);
    let own_html = parsed
        .html_body
        .iter()
        .any(|part| matches!(parsed.parts[*part as usize].body, mail_parser::PartType::Html(_)));
    Mail {
        from: parsed
            .from()
            .unwrap()
            .first()
            .unwrap()
            .address()
            .unwrap()
            .to_owned(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        text: parsed.body_text(0).unwrap_or_default().into_owned(),
        html: parsed
            .body_html(0)
            .filter(|_| own_html)
            .map(std::borrow::Cow::into_owned),
        attachments: attachments
            .map(|part| {
                (
                    part.attachment_name().unwrap_or_default().to_owned(),
                    part.contents().to_vec(),
                )
            })
            .collect(),
        header: text.split("\r\n\r\n").next().unwrap().to_owned(),
    }
}

/// What must be true of all mails: who has them, and that no Bcc recipient is named.
pub fn check(played: &Played, recipients: &[&str], blind: &[&str]) -> Mail {
    assert!(played.good, "a ROP failed: see the output");
    let mut expected: Vec<&str> = recipients.iter().chain(blind).copied().collect();
    expected.sort_unstable();
    assert_eq!(played.mails.keys().collect::<Vec<_>>(), expected);
    let first = &played.mails[expected[0]];
    for mail in played.mails.values() {
        assert_eq!((&mail.subject, &mail.text), (&first.subject, &first.text));
        assert_eq!(mail.from, "user1@example.test");
        assert!(!mail.header.to_lowercase().contains("\nbcc:"), "{}", mail.header);
        for address in blind {
            assert!(!mail.header.contains(address), "{address} in\n{}", mail.header);
        }
        for address in recipients {
            assert!(mail.header.contains(address), "no {address} in\n{}", mail.header);
        }
    }
    first.clone()
}

/// Bytes that look like nothing.
pub fn noise(len: usize) -> Vec<u8> {
    (0..len)
        .map(|n| u8::try_from((n * 31 + n / 251) % 256).unwrap())
        .collect()
}
