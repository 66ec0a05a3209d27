//! The whole way of a message: a client's ROPs over MAPI/HTTP, the durable queue, the next hops, MIME,
//! SMTP, and an outcome for every recipient. Everything runs on loopback; nothing needs to be installed.
//!
//! ```text
//! cargo run --example submit_and_relay
//! cargo run --example submit_and_relay -- --smart-host 127.0.0.1:2525 --queue /var/tmp/queue
//! cargo run --example submit_and_relay -- --rops recording.jsonl
//! ```
//!
//! It prints each step. `--patience SECONDS` (60, if not given) is how long deliveries may take. Exit code 0: every recipient ended as it should (with `--rops`, and every ROP
//! succeeded). 1: something did not. 2: wrong arguments. 3: malformed recording.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use ropeway::mapihttp::wire::ConnectRequest;
use ropeway::route::SmartHost;
use ropeway_examples::client::MapiClient;
use ropeway_examples::stage::{self, PASSWORD, Setting, Stage};
use ropeway_examples::{Doing, Failure, Result, compose, recording, replay};
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str =
    "usage: submit_and_relay [--smart-host HOST:PORT] [--queue DIR] [--rops FILE] [--patience SECONDS]";
/// The sender of the built-in message.
const USER: &str = "anna@talstation.example";
const USER_DN: &str = "/o=Ropeway/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=anna";
/// Its recipients: one whose domain is the sender's own, two in other domains.
const LOCAL: &str = "bruno@talstation.example";
const REMOTE: [&str; 2] = ["clara@bergstation.example", "dario@mittelstation.example"];

struct Arguments {
    smart_host: Option<SmartHost>,
    queue: Option<PathBuf>,
    rops: Option<PathBuf>,
    /// How long deliveries may take.
    patience: Duration,
}

fn arguments() -> std::result::Result<Arguments, String> {
    let mut arguments = Arguments {
        smart_host: None,
        queue: None,
        rops: None,
        patience: Duration::from_secs(60),
    };
    let mut given = std::env::args_os().skip(1);
    while let Some(option) = given.next() {
        let option = option.to_string_lossy().into_owned();
        let mut value = || given.next().ok_or_else(|| format!("{option} needs a value"));
        let wrong = |why: &dyn Display| format!("{option}: {why}");
        match option.as_str() {
            "--smart-host" => {
                let host = value()?.to_string_lossy().parse::<SmartHost>();
                arguments.smart_host = Some(host.map_err(|error| wrong(&error))?);
            }
            "--queue" => arguments.queue = Some(value()?.into()),
            "--rops" => arguments.rops = Some(value()?.into()),
            "--patience" => {
                let seconds = value()?.to_string_lossy().parse::<u32>();
                arguments.patience = Duration::from_secs(seconds.map_err(|error| wrong(&error))?.into());
            }
            _ => return Err(format!("unknown argument {option}")),
        }
    }
    Ok(arguments)
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let run = async {
        match &arguments.rops {
            Some(file) => run_recording(&arguments, file).await,
            None => run_built_in(&arguments).await,
        }
    };
    match run.await {
        Ok(true) => {
            println!("\nEvery recipient ended as it should.");
            ExitCode::SUCCESS
        }
        Ok(false) => {
            println!("\nSomething did not end as it should: see above.");
            ExitCode::from(1)
        }
        Err(error @ Failure::Recording(_)) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}

/// The queue's folder: the caller's, or one that goes when the example ends.
fn queue_folder(arguments: &Arguments) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    match &arguments.queue {
        Some(folder) => Ok((folder.clone(), None)),
        None => {
            let folder = tempfile::tempdir().doing("making a folder for the queue")?;
            Ok((folder.path().to_owned(), Some(folder)))
        }
    }
}

async fn run_built_in(arguments: &Arguments) -> Result<bool> {
    let (queue, _temporary) = queue_folder(arguments)?;
    let stage = Stage::start(&Setting {
        users: &[USER.to_owned()],
        queue: &queue,
        smart_host: arguments.smart_host.clone(),
        mx_domains: &["bergstation.example", "mittelstation.example"],
        hold: Duration::ZERO,
    })
    .await?;
    println!("1. The stage");
    println!("   queue in {}", queue.display());
    println!("   MAPI/HTTP on http://{}/mapi/emsmdb/", stage.mapi);
    println!("   receiving SMTP server on {}", stage.receiver.address());

    println!("2. A client logs on and submits, batch by batch (the relay goes to work in between)");
    let mut client = MapiClient::new(stage.mapi, USER, PASSWORD);
    client.ping().await?;
    let connect = ConnectRequest {
        user_dn: USER_DN.into(),
        flags: 0,
        default_code_page: 1252,
        lcid_sort: 1033,
        lcid_string: 1033,
        auxiliary: Default::default(),
    };
    client.connect(&connect, &[]).await?;
    let recipients = [
        (1, "Bruno", LOCAL),
        (1, "Clara", REMOTE[0]),
        (2, "Dario", REMOTE[1]),
    ];
    let submitted = compose::submit(&mut client, USER_DN, &recipients).await?;
    client.disconnect(&[]).await?;

    println!("3. The relay: next hops, MIME, SMTP, outcomes");
    let ends = stage.settled(0, arguments.patience).await;
    let settled = ends.report(0, arguments.patience) && ends.accepted > 0;

    println!("4. What arrived");
    let arrived = arrived(&stage, arguments.smart_host.is_none());
    stage.relay.shutdown(Duration::from_secs(5)).await;
    Ok(submitted && settled && arrived)
}

/// Whether the mailbox and the receiving server hold what was sent.
fn arrived(stage: &Stage, at_our_server: bool) -> bool {
    let local = stage.mailbox.delivered();
    let mut good = local.contains(&(LOCAL.to_owned(), compose::SUBJECT.to_owned()));
    local
        .iter()
        .for_each(|(to, subject)| println!("   mailbox of {to}: {subject}"));
    if !at_our_server {
        return good;
    }
    // A queue that was used before may hold other mail.
    let mut received = stage.receiver.received();
    received.retain(|mail| mail.recipients.iter().any(|to| REMOTE.contains(&to.as_str())));
    for remote in REMOTE {
        let one = received
            .iter()
            .any(|mail| mail.recipients.iter().any(|to| to == remote));
        println!("   {remote}: {}", if one { "has it" } else { "has NOTHING" });
        good &= one;
    }
    for mail in &received {
        println!(
            "   for {}, from {}:",
            mail.recipients.join(", "),
            mail.reverse_path
        );
        stage::header_section(&mail.data)
            .lines()
            .for_each(|line| println!("      {line}"));
        let Some(message) = stage::parse(&mail.data) else {
            println!("   cannot be read");
            return false;
        };
        let attachment = message.attachment(0).map(|part| part.contents().to_vec());
        let checks = [
            ("subject", message.subject() == Some(compose::SUBJECT)),
            (
                "text",
                message
                    .body_text(0)
                    .is_some_and(|text| text.contains("fährt ab Montag")),
            ),
            (
                "html",
                message
                    .body_html(0)
                    .is_some_and(|html| html.contains("<b>Montag</b>")),
            ),
            ("attachment", attachment == Some(compose::attachment())),
        ];
        for (what, is_right) in checks {
            println!("   {what}: {}", if is_right { "as sent" } else { "NOT as sent" });
            good &= is_right;
        }
    }
    good
}

async fn run_recording(arguments: &Arguments, file: &Path) -> Result<bool> {
    let recording = recording::read(file)?;
    let users = recording.users();
    let (queue, _temporary) = queue_folder(arguments)?;
    let stage = Stage::start(&Setting {
        users: &users,
        queue: &queue,
        smart_host: arguments.smart_host.clone(),
        mx_domains: &[],
        // A recorded client that takes its submission back does so at once; give it the time.
        hold: Duration::from_secs(1),
    })
    .await?;
    println!("1. Replaying {} as {}", file.display(), users.join(", "));
    let mut client = MapiClient::new(stage.mapi, "", "");
    let replayed = replay::run(&mut client, &recording, PASSWORD).await?;
    println!("2. The relay: next hops, MIME, SMTP, outcomes");
    let ends = stage.settled(replayed.aborted, arguments.patience).await;
    let good = ends.report(replayed.aborted, arguments.patience);
    stage.relay.shutdown(Duration::from_secs(5)).await;
    Ok(replayed.good && good)
}
