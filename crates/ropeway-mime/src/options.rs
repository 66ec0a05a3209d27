//! What a caller decides about a conversion.

use crate::body::BodyPolicy;
use crate::error::ConvertError;
use crate::headers::HeaderPolicy;
use crate::ids::IdSource;
use crate::mime::Data;
use crate::report::Report;
use bytes::Bytes;
use ropeway_message::{AttachMethod, DirectorySnapshot};
use std::fmt;
use std::io::{self, Read};
use std::time::{SystemTime, UNIX_EPOCH};

/// Character set of the text parts and encoded words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum CharsetPolicy {
    /// Always UTF-8.
    #[default]
    Utf8,
    /// The message's PidTagInternetCodepage for its text parts ([MS-OXCMAIL] 2.1.3.3.3), where it can
    /// encode every character; else UTF-8.
    MessageCodePage,
}

/// What stands in the `name` parameter of Content-Type for a file name outside US-ASCII. The `filename`
/// of Content-Disposition is always written after RFC 2231.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FileNameFallback {
    /// The name with each other character as `_`, for readers that know neither RFC 2231 nor the habit
    /// of encoded words in parameters.
    #[default]
    Ascii,
    /// The name as an encoded word of RFC 2047, which that RFC forbids here and Outlook writes and reads.
    EncodedWord,
}

/// The form of the output ([MS-OXCMAIL] 2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Form {
    /// Parts that every mail reader knows.
    #[default]
    Mime,
    /// The text, and all of the message object as winmail.dat (application/ms-tnef), which few readers but
    /// Outlook know: only for recipients of whom that is known ([`requested_form`](crate::requested_form)).
    /// S/MIME messages go out as MIME all the same, and so does what TNEF cannot hold.
    Tnef,
}

/// What a message asks of every hop between here and its reader (RFC 2045 2.7 to 2.9), from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Transfer {
    /// Lines of US-ASCII: every hop takes them.
    #[default]
    SevenBit,
    /// Lines with octets above 127: 8BITMIME (RFC 6152).
    EightBit,
    /// Any octets: BINARYMIME, and CHUNKING to send them (RFC 3030).
    Binary,
}

impl fmt::Display for Transfer {
    /// As Content-Transfer-Encoding names it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SevenBit => "7bit",
            Self::EightBit => "8bit",
            Self::Binary => "binary",
        })
    }
}

/// Whether what a task, a journal entry or a distribution list says in its properties goes out as text: dates,
/// status, people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum ItemSummary {
    /// Only where there is no text to read else: a body goes out as it is ([MS-OXCMAIL] 2.1.3.2.1).
    #[default]
    WithoutBody,
    /// Before the body, too, as clients do when such an item is forwarded.
    Always,
    /// Never.
    Never,
}

/// A file that an attachment only names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileReference<'a> {
    /// PidTagAttachMethod: 2 and 3, paths that whoever sends the message is to read.
    pub method: AttachMethod,
    /// PidTagAttachLongPathname, else PidTagAttachPathname: a path on the author's machine.
    pub path: &'a str,
}

/// Gives the bytes of files by reference, where the caller knows them and lets them out. Without one, no
/// file is read: on this machine a path of the author's is another file.
#[derive(Clone, Copy, Default)]
pub struct FileResolver<'a>(Option<&'a Resolve<'a>>);

/// What [`FileResolver`] asks.
pub type Resolve<'a> = dyn Fn(&FileReference<'_>) -> Option<Bytes> + Sync + 'a;

impl<'a> FileResolver<'a> {
    /// Asks a function; its `None` is no.
    pub fn new(resolve: &'a Resolve<'a>) -> Self {
        Self(Some(resolve))
    }

    pub(crate) fn resolve(&self, reference: &FileReference<'_>) -> Option<Bytes> {
        self.0.and_then(|resolve| resolve(reference))
    }
}

impl fmt::Debug for FileResolver<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "FileResolver" } else { "none" })
    }
}

/// How [`convert`](crate::convert) converts. Start from [`ConvertOptions::new`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConvertOptions<'a> {
    /// What the directory answered for [`addresses`](crate::addresses) of the message.
    pub directory: &'a DirectorySnapshot,
    /// Date of a message that has no PidTagClientSubmitTime.
    pub date: SystemTime,
    /// Right side of generated Message-IDs and Content-IDs.
    pub message_id_domain: &'a str,
    /// Domain of IMCEA addresses ([MS-OXCMAIL] 2.1.3.1.8): one whose server can take them apart. None:
    /// the domain of Message-IDs.
    pub imcea_domain: Option<&'a str>,
    /// Seeds boundaries and generated ids: the same message, options and seed give the same bytes. It
    /// should differ from message to message, because a generated Message-ID has no other source.
    pub seed: u64,
    /// How deep embedded messages are converted; a notice stands for those below. More than
    /// [`ConvertOptions::MAX_DEPTH`] counts as that.
    pub max_depth: usize,
    /// The form of the output.
    pub form: Form,
    /// Character set of the text.
    pub charset: CharsetPolicy,
    /// How far text and files may go without an encoding. [`MimeMessage::transfer`](crate::MimeMessage::transfer)
    /// tells what came of it.
    pub transfer: Transfer,
    /// File names for old readers.
    pub file_name_fallback: FileNameFallback,
    /// Address in From of a message that names no sender with an address, such as a draft that is
    /// exported. Without it such a message is [`ConvertError::NoSender`](crate::ConvertError::NoSender).
    pub default_sender: Option<&'a str>,
    /// How bodies are written.
    pub bodies: BodyPolicy<'a>,
    /// Header fields that not every message has.
    pub headers: HeaderPolicy<'a>,
    /// Bytes to which a compressed RTF body may expand.
    pub max_rtf: usize,
    /// Who knows the files that attachments only name.
    pub file_resolver: FileResolver<'a>,
    /// Whether a file of the Macintosh goes out in both forks, as multipart/appledouble
    /// ([MS-OXCMAIL] 2.1.3.4.3), as by default, or its data alone.
    pub apple_double: bool,
    /// Whether a message that is a contact has its vCard attached; otherwise it is what its body says
    /// ([MS-OXCMAIL] 2.1.3.2.1).
    pub contact_card: bool,
    /// Where items that are no mail say in text what they are.
    pub item_summary: ItemSummary,
}

impl<'a> ConvertOptions<'a> {
    /// Nesting of embedded messages that is converted by default.
    pub const DEFAULT_MAX_DEPTH: usize = 32;
    /// The most that [`ConvertOptions::max_depth`] can ask for.
    pub const MAX_DEPTH: usize = 64;
    /// Default of [`ConvertOptions::max_rtf`].
    pub const DEFAULT_MAX_RTF: usize = 64 * 1024 * 1024;

    /// The defaults: UTF-8, 1970 as the date, seed 0, `localhost.invalid` as the domain.
    pub fn new(directory: &'a DirectorySnapshot) -> Self {
        Self {
            directory,
            date: UNIX_EPOCH,
            message_id_domain: "localhost.invalid",
            imcea_domain: None,
            seed: 0,
            max_depth: Self::DEFAULT_MAX_DEPTH,
            form: Form::default(),
            charset: CharsetPolicy::default(),
            transfer: Transfer::default(),
            file_name_fallback: FileNameFallback::default(),
            default_sender: None,
            bodies: BodyPolicy::default(),
            headers: HeaderPolicy::default(),
            max_rtf: Self::DEFAULT_MAX_RTF,
            file_resolver: FileResolver::default(),
            apple_double: true,
            contact_card: false,
            item_summary: ItemSummary::default(),
        }
    }

    /// How deep embedded messages are converted, in the end.
    pub(crate) fn depth(&self) -> usize {
        self.max_depth.min(Self::MAX_DEPTH)
    }

    /// Sets the date of messages without one.
    #[must_use]
    pub fn date(mut self, date: SystemTime) -> Self {
        self.date = date;
        self
    }

    /// Sets the domain of generated ids.
    #[must_use]
    pub fn message_id_domain(mut self, domain: &'a str) -> Self {
        self.message_id_domain = domain;
        self
    }

    /// Sets the domain of IMCEA addresses.
    #[must_use]
    pub fn imcea_domain(mut self, domain: &'a str) -> Self {
        self.imcea_domain = Some(domain);
        self
    }

    /// Sets the seed of boundaries and ids.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets how deep embedded messages are converted.
    #[must_use]
    pub fn max_depth(mut self, depth: usize) -> Self {
        self.max_depth = depth;
        self
    }

    /// Sets the form of the output.
    #[must_use]
    pub fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// Sets the character set of the text.
    #[must_use]
    pub fn charset(mut self, policy: CharsetPolicy) -> Self {
        self.charset = policy;
        self
    }

    /// Sets what may go without an encoding.
    #[must_use]
    pub fn transfer(mut self, transfer: Transfer) -> Self {
        self.transfer = transfer;
        self
    }

    /// Sets what old readers get as a file name.
    #[must_use]
    pub fn file_name_fallback(mut self, fallback: FileNameFallback) -> Self {
        self.file_name_fallback = fallback;
        self
    }

    /// Sets the address of messages without a sender.
    #[must_use]
    pub fn default_sender(mut self, address: &'a str) -> Self {
        self.default_sender = Some(address);
        self
    }

    /// Sets how bodies are written.
    #[must_use]
    pub fn bodies(mut self, policy: BodyPolicy<'a>) -> Self {
        self.bodies = policy;
        self
    }

    /// Sets what is decided about header fields.
    #[must_use]
    pub fn headers(mut self, policy: HeaderPolicy<'a>) -> Self {
        self.headers = policy;
        self
    }

    /// Sets whether categories go out: [`HeaderPolicy::keywords`].
    #[must_use]
    pub fn keywords(mut self, keywords: bool) -> Self {
        self.headers.keywords = keywords;
        self
    }
}

/// Setters for what few callers need.
impl<'a> ConvertOptions<'a> {
    /// Sets who knows the files that attachments only name.
    #[must_use]
    pub fn file_resolver(mut self, resolver: FileResolver<'a>) -> Self {
        self.file_resolver = resolver;
        self
    }

    /// Sets whether files of the Macintosh keep both forks.
    #[must_use]
    pub fn apple_double(mut self, both: bool) -> Self {
        self.apple_double = both;
        self
    }

    /// Sets whether a contact has its vCard attached.
    #[must_use]
    pub fn contact_card(mut self, attach: bool) -> Self {
        self.contact_card = attach;
        self
    }

    /// Sets where items that are no mail say in text what they are.
    #[must_use]
    pub fn item_summary(mut self, summary: ItemSummary) -> Self {
        self.item_summary = summary;
        self
    }
}

/// The state of one conversion.
pub(crate) struct Context<'a> {
    pub(crate) options: &'a ConvertOptions<'a>,
    pub(crate) report: Report,
    pub(crate) ids: IdSource,
    /// Some header field holds an address with a local part outside US-ASCII.
    pub(crate) smtputf8: bool,
    /// The first content that could not be read.
    pub(crate) unreadable: Option<ConvertError>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(options: &'a ConvertOptions<'a>) -> Self {
        Self {
            options,
            report: Report::default(),
            ids: IdSource::new(options.seed),
            smtputf8: false,
            unreadable: None,
        }
    }

    /// What a content begins with.
    pub(crate) fn head(&mut self, data: &Data, number: u32) -> Bytes {
        /// Enough to tell file types apart.
        const HEAD: u64 = 64;
        let external = match data {
            Data::Memory(bytes) => return bytes.clone(),
            Data::External(external) => external,
        };
        let mut head = Vec::new();
        let read = external.open().and_then(|r| r.take(HEAD).read_to_end(&mut head));
        if let Err(error) = read {
            self.cannot_read(number, &error);
        }
        head.into()
    }

    /// Notes that the content of an attachment cannot be read.
    pub(crate) fn cannot_read(&mut self, number: u32, error: &io::Error) {
        let kind = error.kind();
        self.unreadable
            .get_or_insert(ConvertError::Content { number, kind });
    }

    /// An id of the form `hex@domain`.
    pub(crate) fn message_id(&mut self) -> String {
        let left = self.ids.hex();
        format!("{left}@{}", clean_domain(self.options.message_id_domain))
    }
}

/// A domain that may stand in a header field, whatever the caller gave.
pub(crate) fn clean_domain(domain: &str) -> &str {
    if crate::address::is_domain(domain) {
        domain
    } else {
        "localhost.invalid"
    }
}
