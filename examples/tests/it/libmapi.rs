//! What libmapi sends: one ROP per call, every request XOR-obfuscated, nothing of the replies recorded.

use crate::play::{Played, check, noise, play, play_with_hold};
use crate::rops::*;
use crate::script::*;
use std::time::Duration;

const PEOPLE: [(u8, &str); 3] = [(1, "a@x.test"), (2, "b@x.test"), (3, "hidden@y.test")];

fn setup(counting: Counting) -> Setup {
    Setup {
        transport: Transport::Rpc(Rpc {
            xor: true,
            ..Rpc::default()
        }),
        counting,
        logon_id: 0,
        handles_out: false,
        replies: false,
    }
}

const COUNTINGS: [Counting; 3] = [Counting::FromZero, Counting::LowestFree, Counting::Wild];

/// A client's objects by their recorded handles.
struct Client {
    script: Script,
    logon: u32,
}

impl Client {
    fn new(counting: Counting) -> Self {
        let mut client = Self {
            script: Script::new(setup(counting)),
            logon: NONE,
        };
        client.connect();
        client
    }

    fn connect(&mut self) {
        let bind = [&[0xD0, 0x16, 0xD0, 0x16, 0, 0, 0, 0][..], &[0; 92]].concat();
        self.script.pdu(11, 3, 0, &bind, "bind", None);
        self.script.connect();
        self.logon = self.opening(NONE, logon(0, 0x0100_040C, DN));
    }

    /// A call that opens an object; its handle.
    fn opening(&mut self, input: u32, rop: Rop) -> u32 {
        if rop.output == Some(0) {
            let mut table = [NONE];
            self.script.execute(&mut table, &[rop]);
            return table[0];
        }
        let mut table = [input, NONE];
        self.script.execute(&mut table, &[rop]);
        table[1]
    }

    fn call(&mut self, input: u32, rop: Rop) {
        self.script.execute(&mut [input], &[rop]);
    }

    /// A message in the Outbox with recipients; its folder's handle, and its own.
    fn message(&mut self, people: &[(u8, &str)]) -> (u32, u32) {
        let outbox = self.opening(self.logon, open_folder(0, 0, 1, folder(OUTBOX)));
        let message = self.opening(outbox, create_message(0, 0, 1, folder(OUTBOX)));
        self.call(message, recipients(Rows::Libmapi, 0, 0, people));
        (outbox, message)
    }

    fn set(&mut self, object: u32, properties: &[Vec<u8>]) {
        self.call(object, set_properties(0, 0, properties));
    }

    /// Written and released, never committed.
    fn stream(&mut self, object: u32, tag: u32, data: &[u8]) {
        let stream = self.opening(object, open_stream(0, 0, 1, tag, 2));
        for piece in data.chunks(4096) {
            self.call(stream, write_stream(0, 0, piece));
        }
        self.call(stream, release(0, 0));
    }

    fn attach(&mut self, message: u32, name: &str, data: &[u8]) {
        let attachment = self.opening(message, create_attachment(0, 0, 1));
        let properties = [
            number(0x3705_0003, 1),
            number(0x370B_0003, 0xFFFF_FFFF),
            text(0x3707_001F, name),
        ];
        self.set(attachment, &properties);
        self.stream(attachment, ATTACH_DATA, data);
        self.script
            .execute(&mut [attachment, message], &[save_attachment(0, 1, 0, 0x0A)]);
        self.call(attachment, release(0, 0));
    }

    fn save(&mut self, message: u32) {
        self.script
            .execute(&mut [message, message], &[save_message(0, 1, 0, 0x0A)]);
    }

    fn leave(&mut self, handles: &[u32]) {
        for handle in handles {
            self.call(*handle, release(0, 0));
        }
        self.call(self.logon, release(0, 0));
        self.script.disconnect();
    }

    async fn sent(&self) -> crate::play::Mail {
        let played = play(&self.script.text()).await;
        assert_eq!(played.users, ["user1@example.test"]);
        check(&played, &["a@x.test", "b@x.test"], &["hidden@y.test"])
    }
}

fn properties(subject: &str) -> Vec<Vec<u8>> {
    vec![
        text(SUBJECT, subject),
        number(0x0E07_0003, 8),
        number(0x5909_0003, 1),
    ]
}

#[tokio::test]
async fn short_text_never_saved() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        let (outbox, message) = client.message(&PEOPLE);
        client.set(message, &[properties("Subj"), vec![text(BODY, "Body")]].concat());
        client.call(message, submit(0, 0));
        client.leave(&[message, outbox]);
        let mail = client.sent().await;
        assert_eq!((mail.subject.as_str(), mail.text.trim()), ("Subj", "Body"));
    }
}

#[tokio::test]
async fn large_bodies_by_streams_without_commit() {
    let long = "Zeile mit Umlauten: äöü ßẞ €\r\n".repeat(1000);
    let html = format!("<html><body>{}</body></html>", "<p>fährt ab</p>\r\n".repeat(800));
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        let (outbox, message) = client.message(&PEOPLE);
        client.set(message, &properties("Text"));
        let mut utf16 = wide(&long);
        utf16.truncate(utf16.len() - 2);
        client.stream(message, BODY, &utf16);
        client.call(message, submit(0, 0));
        client.leave(&[message, outbox]);
        let mail = client.sent().await;
        assert_eq!(mail.text.trim_end(), long.trim_end());

        let mut client = Client::new(counting);
        let (outbox, message) = client.message(&PEOPLE);
        let mut properties = properties("Html");
        properties[2] = number(0x5909_0003, 2);
        properties.push(number(0x3FDE_0003, 65001));
        client.set(message, &properties);
        client.stream(message, HTML, html.as_bytes());
        client.call(message, submit(0, 0));
        client.leave(&[message, outbox]);
        let mail = client.sent().await;
        assert!(mail.html.unwrap().matches("<p>fährt ab</p>").count() == 800);
    }
}

#[tokio::test]
async fn two_attachments_saved_and_not() {
    for counting in COUNTINGS {
        for save in [false, true] {
            let mut client = Client::new(counting);
            let (outbox, message) = client.message(&PEOPLE);
            client.set(message, &[properties("Subj"), vec![text(BODY, "Body")]].concat());
            client.attach(message, "one.bin", &noise(9000));
            client.attach(message, "two.bin", &noise(100));
            if save {
                client.save(message);
            }
            client.call(message, submit(0, 0));
            client.leave(&[message, outbox]);
            let mail = client.sent().await;
            let expected = [
                ("one.bin".to_owned(), noise(9000)),
                ("two.bin".to_owned(), noise(100)),
            ];
            assert_eq!(mail.attachments, expected);
        }
    }
}

#[tokio::test]
async fn a_submission_taken_back_is_not_sent_and_another_is() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        let mut submitted = Vec::new();
        for n in 1..=2 {
            let (outbox, object) = client.message(&PEOPLE);
            client.set(object, &properties(&format!("Subject {n}")));
            client.save(object);
            client.call(object, submit(0, 0));
            if n == 1 {
                client.call(client.logon, abort_submit(0, 0, folder(OUTBOX), message(n)));
            }
            submitted.extend([object, outbox]);
        }
        client.leave(&submitted);
        let played = play_with_hold(&client.script.text(), Duration::from_secs(2)).await;
        assert_eq!((played.aborted, played.accepted), (1, 6));
        let mail = check(&played, &["a@x.test", "b@x.test"], &["hidden@y.test"]);
        assert_eq!(mail.subject, "Subject 2");
    }
}

#[tokio::test]
async fn spooler_and_transport_rops() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        client.call(client.logon, address_types(0, 0));
        client.call(client.logon, set_spooler(0, 0));
        client.call(client.logon, transport_folder(0, 0));
        let (outbox, first) = client.message(&[(1, "a@x.test")]);
        client.set(first, &properties("Spooled"));
        client.save(first);
        client.call(first, submit(0, 0));
        for state in [0, 1] {
            client.call(client.logon, spooler_lock(0, 0, message(1), state));
        }
        // A transport folder that is none of the logon's.
        let second = client.opening(client.logon, create_message(0, 0, 1, [7, 0, 0, 0, 0, 9, 0x33, 1]));
        client.call(second, recipients(Rows::Libmapi, 0, 0, &[(1, "b@x.test")]));
        client.set(second, &properties("Transported"));
        client.save(second);
        client.call(second, transport_send(0, 0));
        client.leave(&[first, second, outbox]);
        let played: Played = play(&client.script.text()).await;
        assert!(played.good);
        let subjects: Vec<_> = played
            .mails
            .iter()
            .map(|(to, mail)| (to.as_str(), mail.subject.as_str()))
            .collect();
        assert_eq!(subjects, [("a@x.test", "Spooled"), ("b@x.test", "Transported")]);
    }
}

#[tokio::test]
async fn two_sessions_of_two_users_in_one_recording() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        let (_, message) = client.message(&[(1, "a@x.test"), (1, "user2@example.test")]);
        client.set(message, &properties("First"));
        client.call(message, submit(0, 0));
        // No releases, no disconnect: the client was killed.
        client.script.connect_as("/o=First/cn=Recipients/cn=user2");
        client.logon = client.opening(NONE, logon(0, 0x0100_040C, "/o=First/cn=Recipients/cn=user2"));
        let (outbox, message) = client.message(&[(1, "b@x.test")]);
        client.set(message, &properties("Second"));
        client.call(message, submit(0, 0));
        client.leave(&[message, outbox]);
        let played = play(&client.script.text()).await;
        assert!(played.good);
        assert_eq!(played.users, ["user1@example.test", "user2@example.test"]);
        let mails: Vec<_> = played
            .mails
            .values()
            .map(|mail| (mail.from.as_str(), mail.subject.as_str()))
            .collect();
        assert_eq!(
            mails,
            [("user1@example.test", "First"), ("user2@example.test", "Second")]
        );
        assert_eq!(played.local.len(), 1);
        assert_eq!(played.local[0].1, "First");
    }
}

#[tokio::test]
async fn whatever_flags_a_save_has_the_message_can_be_submitted() {
    for flags in [0x00, 0x01, 0x02, 0x04, 0x09, 0x0A, 0x0C] {
        let mut client = Client::new(Counting::FromZero);
        let (outbox, message) = client.message(&PEOPLE);
        client.set(message, &[properties("Subj"), vec![text(BODY, "Body")]].concat());
        client
            .script
            .execute(&mut [message, message], &[save_message(0, 1, 0, flags)]);
        client.call(message, submit(0, 0));
        client.leave(&[message, outbox]);
        eprintln!("flags {flags:#04x}");
        client.sent().await;
    }
}

#[tokio::test]
async fn text_of_eight_bits_and_a_submit_time() {
    let mut client = Client::new(Counting::FromZero);
    let (outbox, message) = client.message(&PEOPLE);
    let eight = |tag: u32, text: &[u8]| [&tag.to_le_bytes()[..], text, &[0]].concat();
    let time = [
        &0x0039_0040_u32.to_le_bytes()[..],
        &0x01DB_3C00_0000_0000_u64.to_le_bytes(),
    ]
    .concat();
    let values = [
        eight(0x0037_001E, b"f\xE4hrt"),
        eight(0x1000_001E, b"gr\xFC\xDFt"),
        time,
    ];
    client.set(message, &values);
    client.call(message, submit(0, 0));
    client.leave(&[message, outbox]);
    let mail = client.sent().await;
    assert_eq!((mail.subject.as_str(), mail.text.trim()), ("fährt", "grüßt"));
}

#[tokio::test]
async fn a_transport_send_of_a_message_never_saved() {
    let mut client = Client::new(Counting::FromZero);
    let (outbox, message) = client.message(&PEOPLE);
    client.set(message, &properties("Subj"));
    client.call(message, transport_send(0, 0));
    client.leave(&[message, outbox]);
    client.sent().await;
}

#[tokio::test]
async fn a_spooler_that_finishes() {
    for submit_flags in [0, 2] {
        let mut client = Client::new(Counting::FromZero);
        client.call(client.logon, set_spooler(0, 0));
        let (outbox, object) = client.message(&PEOPLE);
        client.set(object, &properties("Subj"));
        client.save(object);
        let mut submit = submit(0, 0);
        submit.bytes[3] = submit_flags;
        client.call(object, submit);
        for state in [0, 2] {
            client.call(client.logon, spooler_lock(0, 0, message(1), state));
        }
        client.leave(&[object, outbox]);
        let played = play(&client.script.text()).await;
        assert!(played.good);
        // NeedsSpooler changes nothing: what was accepted is sent from the queue.
        assert_eq!(played.accepted, 3);
    }
}

#[tokio::test]
async fn a_message_made_in_the_transport_folder_and_a_spoolers_notes() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        client.call(client.logon, set_spooler(0, 0));
        client.call(client.logon, transport_folder(0, 0));
        let own = [7, 0, 0, 0, 0, 9, 0x33, 1];
        let opened = client.opening(client.logon, open_folder(0, 0, 1, own));
        let object = client.opening(opened, create_message(0, 0, 1, own));
        client.call(object, recipients(Rows::Libmapi, 0, 0, &PEOPLE));
        client.set(object, &properties("Subj"));
        client.save(object);
        for _ in 0..3 {
            client.call(client.logon, transport_new_mail(0, 0, message(1), own));
        }
        client.call(object, transport_send(0, 0));
        client.leave(&[object, opened]);
        client.sent().await;
    }
}

#[tokio::test]
async fn many_objects_released_late_or_never() {
    for counting in COUNTINGS {
        let mut client = Client::new(counting);
        let inbox = client.opening(client.logon, open_folder(0, 0, 1, folder(4)));
        let (outbox, message) = client.message(&PEOPLE);
        client.set(message, &[properties("Subj"), vec![text(BODY, "Body")]].concat());
        for (name, data) in [("a.bin", noise(5000)), ("b.bin", noise(5001))] {
            let attachment = client.opening(message, create_attachment(0, 0, 1));
            client.set(attachment, &[number(0x3705_0003, 1), text(0x3707_001F, name)]);
            let stream = client.opening(attachment, open_stream(0, 0, 1, ATTACH_DATA, 2));
            for piece in data.chunks(4096) {
                client.call(stream, write_stream(0, 0, piece));
            }
            client
                .script
                .execute(&mut [attachment, message], &[save_attachment(0, 1, 0, 0x0A)]);
        }
        client.call(message, submit(0, 0));
        client.leave(&[inbox, outbox]);
        let mail = client.sent().await;
        let expected = [
            ("a.bin".to_owned(), noise(5000)),
            ("b.bin".to_owned(), noise(5001)),
        ];
        assert_eq!(mail.attachments, expected);
    }
}

#[tokio::test]
async fn releases_of_what_is_not_used_and_of_what_is_gone() {
    let mut client = Client::new(Counting::FromZero);
    let inbox = client.opening(client.logon, open_folder(0, 0, 1, folder(4)));
    let outbox = client.opening(client.logon, open_folder(0, 0, 1, folder(OUTBOX)));
    let message = client.opening(outbox, create_message(0, 0, 1, folder(OUTBOX)));
    // The message is not known from its use yet.
    client.call(inbox, release(0, 0));
    client.call(inbox, release(0, 0));
    client.call(message, recipients(Rows::Libmapi, 0, 0, &PEOPLE));
    client.set(message, &properties("Subj"));
    let attachment = client.opening(message, create_attachment(0, 0, 1));
    client.call(inbox, release(0, 0));
    client.set(attachment, &[number(0x3705_0003, 1), text(0x3707_001F, "a.bin")]);
    client.stream(attachment, ATTACH_DATA, &noise(10));
    client
        .script
        .execute(&mut [attachment, message], &[save_attachment(0, 1, 0, 0x0A)]);
    client.call(message, submit(0, 0));
    client.leave(&[attachment, message, outbox]);
    assert_eq!(client.sent().await.attachments, [("a.bin".to_owned(), noise(10))]);
}
