//! A Postfix of our own, and smtp-sink.

use super::mails::Got;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

/// All that is needed to take mail in, and to relay or deliver it; nothing in a chroot.
const MASTER: &str = "\
ADDRESS inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
";

/// Asks until the answer is good; panics with the last answer when time is up.
pub(super) fn poll<T>(what: &str, mut ask: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match ask() {
            Ok(good) => return good,
            Err(why) => assert!(Instant::now() < deadline, "waited in vain for {what}: {why}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn run(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| format!("{program} cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    Err(format!(
        "{program} {arguments:?}: {}\n{text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// Numbers of a user of this machine and of its group.
pub(super) fn user(name: &str) -> (u32, u32) {
    let number = |flag| run("id", &[flag, name]).unwrap().trim().parse().unwrap();
    (number("-u"), number("-g"))
}

/// A port that was free a moment ago.
fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
}

fn answers(address: SocketAddr) -> Result<(), String> {
    TcpStream::connect(address)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// A folder that other users may enter.
fn open_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn folder_of(user: (u32, u32), path: &Path) {
    std::fs::create_dir(path).unwrap();
    chown(path, Some(user.0), Some(user.1)).unwrap();
}

/// `cert.pem` and `key.pem`, self-signed.
pub(super) fn certificate(folder: &Path) {
    let file = |name| folder.join(name).to_str().unwrap().to_owned();
    let (key, cert) = (file("key.pem"), file("cert.pem"));
    let request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=postfix.test";
    let mut arguments: Vec<&str> = request.split(' ').collect();
    arguments.extend(["-keyout", &key, "-out", &cert]);
    run("openssl", &arguments).unwrap();
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // A folder or file that is gone was moved on.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

/// A running Postfix. Stops when dropped.
pub(super) struct Postfix {
    folder: tempfile::TempDir,
    pub(super) address: SocketAddr,
}

impl Postfix {
    /// Starts one with `settings` beside what all have in common.
    pub(super) fn start(settings: impl FnOnce(&Path) -> String) -> Self {
        let folder = open_folder();
        let address = free_address();
        let path = folder.path();
        let common = format!(
            "compatibility_level = 3.6\n\
             queue_directory = {path}/spool\n\
             data_directory = {path}/data\n\
             mail_owner = postfix\n\
             setgid_group = postdrop\n\
             maillog_file_prefixes = {path}\n\
             maillog_file = {path}/mail.log\n\
             inet_interfaces = 127.0.0.1\n\
             inet_protocols = ipv4\n\
             myhostname = postfix.test\n\
             mydestination =\n\
             alias_maps =\n\
             alias_database =\n\
             mynetworks = 127.0.0.0/8\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\n\
             smtpd_peername_lookup = no\n\
             smtp_dns_support_level = disabled\n\
             smtp_tls_security_level = none\n",
            path = path.display()
        );
        let etc = path.join("etc");
        std::fs::create_dir(&etc).unwrap();
        std::fs::create_dir(path.join("spool")).unwrap();
        folder_of(user("postfix"), &path.join("data"));
        folder_of(user("nobody"), &path.join("mail"));
        let master = MASTER.replace("ADDRESS", &address.to_string());
        std::fs::write(etc.join("master.cf"), master).unwrap();
        std::fs::write(etc.join("main.cf"), common + &settings(path)).unwrap();
        let postfix = Self { folder, address };
        for command in ["check", "start"] {
            postfix
                .control(command)
                .unwrap_or_else(|why| panic!("{why}\n{}", postfix.log()));
        }
        poll("Postfix", || {
            answers(address).map_err(|why| format!("{why}\n{}", postfix.log()))
        });
        postfix
    }

    fn control(&self, command: &str) -> Result<String, String> {
        let etc = self.folder.path().join("etc");
        run("postfix", &["-c", etc.to_str().unwrap(), command])
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("mail.log")).unwrap_or_default()
    }

    /// Whether nothing is in its queue.
    pub(super) fn is_idle(&self) -> bool {
        let spool = self.folder.path().join("spool");
        ["incoming", "active", "deferred"]
            .iter()
            .all(|queue| files(&spool.join(queue)).is_empty())
    }

    /// What is in the mailboxes.
    pub(super) fn got(&self) -> Vec<Got> {
        let new = |path: &PathBuf| path.parent().is_some_and(|folder| folder.ends_with("new"));
        let mails = files(&self.folder.path().join("mail")).into_iter().filter(new);
        mails
            .map(|path| Got::from_mailbox(&std::fs::read(path).unwrap()))
            .collect()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
        if let Err(why) = self.control("stop") {
            eprintln!("{why}");
        }
    }
}

/// A running smtp-sink, which keeps everything. Stops when dropped.
pub(super) struct Sink {
    process: Child,
    folder: tempfile::TempDir,
    pub(super) address: SocketAddr,
}

impl Sink {
    pub(super) fn start() -> Self {
        let folder = open_folder();
        let mails = folder.path().join("mails");
        folder_of(user("nobody"), &mails);
        let address = free_address();
        let mut command = Command::new("smtp-sink");
        // As another user, because it refuses to be root.
        command.args(["-u", "nobody", "-d"]).arg(mails.join("mail."));
        command
            .args([address.to_string(), "100".to_owned()])
            .stdin(Stdio::null());
        let process = command.spawn().expect("smtp-sink comes with Postfix");
        let sink = Self {
            process,
            folder,
            address,
        };
        poll("smtp-sink", || answers(address));
        sink
    }

    /// What it was given.
    pub(super) fn got(&self) -> Vec<Got> {
        let dumps = files(&self.folder.path().join("mails"));
        dumps
            .iter()
            .filter_map(|path| Got::from_sink(&std::fs::read(path).unwrap()))
            .collect()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
