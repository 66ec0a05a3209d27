//! A relay that is killed (SIGKILL) at random moments while messages pass loses none, and every duplicate
//! has its cause.
//!
//! The relay is another process: this test binary run again, see [`child`]. Each run of it sends to receivers
//! of its own, so that what was received tells in which run it was sent. `ROPEWAY_KILLS` and
//! `ROPEWAY_MESSAGES` set how much is done, `ROPEWAY_SEED` repeats the moments of the kills.

mod child;
mod evidence;

use child::Job;
use evidence::{Run, Taken, explain, parse_address};
use mail_parser::MessageParser;
use ropeway::queue::{EmbeddedOptions, EmbeddedQueue, Queue};
use ropeway_test_support::{Behaviour, Receiver};
use std::io::{BufRead, BufReader};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver as Lines, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

/// The relay may take so long to start, or to empty its queue at the end.
const PATIENCE: Duration = Duration::from_secs(120);

/// The relay process; it does not outlive this value.
struct Process {
    child: Child,
    lines: Lines<String>,
    run: Run,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    fn start(job: &Job) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([
            child::NAME,
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ]);
        job.tell(&mut command);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        // Reads to the end, which comes after the kill: what was said before it counts.
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            lines,
            run: Run {
                offered: job.numbers.clone(),
                ..Run::default()
            },
        }
    }

    /// Listens until the relay says this word first in a line, or until its output ends if there is none.
    fn listen(&mut self, word: Option<&str>) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self
                .lines
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    self.note(&line);
                    if word.is_some_and(|word| line.split(' ').next() == Some(word)) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) if word.is_none() => return,
                Err(error) => panic!("the relay does not say {word:?}: {error}"),
            }
        }
    }

    fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["accepted", number, id] => {
                self.run
                    .accepted
                    .insert(number.parse().unwrap(), (*id).to_owned());
            }
            ["recorded", address] => {
                assert!(
                    self.run.recorded.insert((*address).to_owned()),
                    "recorded twice: {address}"
                );
            }
            ["trouble", ..] => self.run.troubles.push(line.to_owned()),
            // What the test harness says.
            _ => {}
        }
    }

    fn kill(mut self) -> Run {
        self.child.kill().unwrap();
        let status = self.child.wait().unwrap();
        assert_eq!(
            status.signal(),
            Some(9),
            "the relay had ended by itself: {status}"
        );
        self.listen(None);
        self.run.killed = true;
        std::mem::take(&mut self.run)
    }

    /// Lets the relay empty its queue and end.
    fn finish(mut self) -> (Run, ExitStatus) {
        self.listen(Some("idle"));
        self.listen(None);
        let status = self.child.wait().unwrap();
        (std::mem::take(&mut self.run), status)
    }
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name}={text}"))
    })
}

/// Both next hops keep the message a while before they answer, one longer than the other: there a kill makes
/// a duplicate.
async fn receivers() -> [Receiver; 2] {
    let slow = |milliseconds| Behaviour {
        slow: Duration::from_millis(milliseconds),
        ..Behaviour::default()
    };
    [
        Receiver::start(slow(5)).await.unwrap(),
        Receiver::start(slow(20)).await.unwrap(),
    ]
}

/// What the receivers of a run were given, and what the mailboxes were.
fn taken(receivers: &[Receiver; 2], local: &Path) -> Vec<Taken> {
    let mut all = Vec::new();
    for message in receivers.iter().flat_map(Receiver::received) {
        assert_eq!(message.reverse_path, child::SENDER);
        let parsed = MessageParser::default().parse(&message.data).unwrap();
        let mail = parsed.message_id().expect("a Message-ID").to_owned();
        for address in message.recipients {
            let (number, run) = parse_address(&address).unwrap();
            assert_eq!(parsed.subject(), Some(child::subject(number, run).as_str()));
            all.push(Taken {
                address,
                mail: mail.clone(),
                content: message.data.clone(),
            });
        }
    }
    // Without the file nothing was delivered locally in that run.
    for line in std::fs::read_to_string(local).unwrap_or_default().lines() {
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        let &[id, address, subject] = words.as_slice() else {
            panic!("{line}")
        };
        let (number, run) = parse_address(address).unwrap();
        assert_eq!(subject, child::subject(number, run));
        all.push(Taken {
            address: address.to_owned(),
            mail: id.to_owned(),
            content: Vec::new(),
        });
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_is_killed_again_and_again_loses_nothing_and_explains_duplicates() {
    let kills = usize::try_from(setting("ROPEWAY_KILLS", 6)).unwrap();
    let messages = u32::try_from(setting("ROPEWAY_MESSAGES", 150)).unwrap();
    assert!(
        messages as usize > kills,
        "some messages are to pass before each kill"
    );
    let seed = setting("ROPEWAY_SEED", fastrand::u64(..));
    eprintln!("{kills} kills, {messages} messages, ROPEWAY_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let began = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let mut pending: Vec<u32> = (0..messages).collect();
    let mut runs: Vec<Run> = Vec::new();
    let mut received = Vec::new();
    for round in 0..=kills {
        let hops = receivers().await;
        // Shared out, so that messages pass in every run.
        let share = pending.len().div_ceil(kills - round + 1);
        let job = Job {
            folder: folder.path().to_owned(),
            run: round,
            hops: [hops[0].address(), hops[1].address()],
            numbers: pending[..share].to_vec(),
            last: round == kills,
        };
        let mut relay = Process::start(&job);
        let run = if job.last {
            let (run, status) = relay.finish();
            assert!(status.success(), "{status}: {:?}", run.troubles);
            run
        } else {
            // In the middle of opening the queue, at the beginning of the work, in the middle of it.
            let delay = match round % 8 {
                7 => random.u64(1..60),
                1 | 3 | 5 => {
                    relay.listen(Some("open"));
                    random.u64(5..250)
                }
                _ => {
                    relay.listen(Some("accepted"));
                    random.u64(0..250)
                }
            };
            std::thread::sleep(Duration::from_millis(delay));
            relay.kill()
        };
        pending.retain(|number| !run.accepted.contains_key(number));
        runs.push(run);
        received.push((hops, job.mailbox()));
    }
    for (run, (hops, mailbox)) in runs.iter_mut().zip(&received) {
        run.taken = taken(hops, mailbox);
    }
    assert_eq!(pending, Vec::<u32>::new(), "never acknowledged");
    let busy = runs
        .iter()
        .filter(|run| run.killed && !(run.accepted.is_empty() && run.taken.is_empty()))
        .count();
    let counts = explain(&runs).unwrap_or_else(|why| panic!("{why} (ROPEWAY_SEED={seed})"));
    eprintln!(
        "{counts}; mail passed in {busy} of {kills} killed runs; {:.1?}",
        began.elapsed()
    );
    assert!(
        busy * 2 >= kills,
        "most kills hit an idle relay: mail passed in {busy} runs"
    );
    let queue = EmbeddedQueue::open(folder.path(), EmbeddedOptions::default()).unwrap();
    assert_eq!(queue.stats(SystemTime::now()).await.unwrap().entries, 0);
}
