//! Attachments as files.

use ropeway::message::{Attachment, Content, Message, msg};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names that some systems keep for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
/// Characters of a name, so that the number and a long name fit the 255 bytes of common file systems.
const MAX_NAME: usize = 60;

/// Writes attachments into a folder, numbered from 1 over all files.
pub(crate) struct Extraction {
    folder: PathBuf,
    next: usize,
}

impl Extraction {
    pub(crate) fn into_folder(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            next: 1,
        })
    }

    /// Writes the attachments of a message and of those in it. Whether each could be written.
    pub(crate) fn attachments(&mut self, message: &Message) -> io::Result<bool> {
        let mut well = true;
        for attachment in &message.attachments {
            well &= self.attachment(message, attachment)?;
        }
        Ok(well)
    }

    fn attachment(&mut self, message: &Message, attachment: &Attachment) -> io::Result<bool> {
        let code_page = message.code_page();
        let name = attachment.file_name(code_page);
        if let Some(embedded) = &attachment.embedded {
            let name = embedded.subject().unwrap_or_default();
            let (path, file) = self.create(&format!("{}.msg", harmless(&name, "message")))?;
            let mut well = write_message(embedded, file, &path);
            well &= self.attachments(embedded)?;
            return Ok(well);
        }
        let object = attachment
            .properties
            .binary(ropeway::types::tags::ATTACH_DATA_OBJECT);
        let Some(content) = attachment.content().or(object.map(Content::Memory)) else {
            eprintln!("attachment {}: no content", attachment.number);
            return Ok(true);
        };
        let (path, mut file) = self.create(&harmless(&name.unwrap_or_default(), "attachment"))?;
        let written = match content {
            Content::Memory(bytes) => file.write_all(bytes),
            Content::External(external) => external
                .open()
                .and_then(|mut source| io::copy(&mut source, &mut file).map(|_| ())),
        };
        match written {
            Ok(()) => {
                eprintln!("{}", path.display());
                Ok(true)
            }
            Err(error) => {
                eprintln!("{}: {error}", path.display());
                Ok(false)
            }
        }
    }

    /// The next numbered file that is not there yet.
    fn create(&mut self, name: &str) -> io::Result<(PathBuf, File)> {
        loop {
            let path = self.folder.join(format!("{:04}-{name}", self.next));
            self.next += 1;
            match OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .open(&path)
            {
                Ok(file) => return Ok((path, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// A name without what leads to other folders, ends a line or means a device; the last characters of a long
/// one, because they tell its type.
fn harmless(name: &str, otherwise: &str) -> String {
    let clean = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control() || is_direction(c) => '_',
        c => c,
    };
    let name: String = name.chars().map(clean).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let skipped = name.chars().count().saturating_sub(MAX_NAME);
    let name: String = name.chars().skip(skipped).collect();
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_device = DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device));
    match name.as_str() {
        "" => otherwise.to_owned(),
        _ if is_device => format!("_{name}"),
        _ => name,
    }
}

/// Characters that turn the direction of text, with which a name shows another type than it has.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes an embedded message as a `.msg` file. Whether all of it is there.
fn write_message(message: &Message, mut file: File, path: &Path) -> bool {
    match msg::write_to(message, &mut file, &msg::WriteOptions::default()) {
        Ok(losses) => {
            eprintln!("{}", path.display());
            for loss in &losses {
                eprintln!("{}: not written: {loss}", path.display());
            }
            losses.is_empty()
        }
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            false
        }
    }
}
