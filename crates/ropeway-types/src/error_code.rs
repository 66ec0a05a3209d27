//! Error codes ([MS-OXCDATA] 2.4).

use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Writer};
use std::fmt;

/// An error code as it stands in a ReturnValue ([MS-OXCDATA] 2.4). Unknown numbers survive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ErrorCode(pub u32);

macro_rules! error_codes {
    ($($name:ident = $value:literal, $spec:literal;)*) => {
        impl ErrorCode {
            $( #[doc = concat!($spec, ".")] pub const $name: ErrorCode = ErrorCode($value); )*

            /// The specification's name, if there is one.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 { $( $value => Some($spec), )* _ => None }
            }
        }
    };
}

impl ErrorCode {
    /// Whether this is success.
    pub const fn is_success(self) -> bool {
        self.0 == 0
    }

    /// Whether this is success with a warning ([MS-OXCDATA] 2.4.2).
    pub const fn is_warning(self) -> bool {
        matches!(self.0, 0x0004_0380 | 0x0004_0481 | 0x0004_0482 | 0x0004_0680)
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name}({:#010x})", self.0),
            None => write!(f, "{:#010x}", self.0),
        }
    }
}
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
impl Decode for ErrorCode {
    const MIN_LEN: usize = 4;
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = Self(u32::decode(reader)?);
        reader.note(|| Scalar::ErrorCode(value));
        Ok(value)
    }
}
impl Encode for ErrorCode {
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

error_codes! {
    SUCCESS = 0x0000_0000, "Success";
    PROFILE_NOT_CONFIGURED = 0x0000_011C, "ProfileNotConfigured";
    UNKNOWN_USER = 0x0000_03EB, "UnknownUser";
    UNKNOWN_CODE_PAGE = 0x0000_03EF, "UnknownCodePage";
    SERVER_OOM = 0x0000_03F0, "ServerOOM";
    LOGIN_PERM = 0x0000_03F2, "LoginPerm";
    ATTACH_OPEN = 0x0000_045D, "AttachOpen";
    SEARCH_FOLDER = 0x0000_0460, "SearchFolder";
    NOT_SEARCH_FOLDER = 0x0000_0461, "NotSearchFolder";
    NO_DEL_SUBMIT_MSG = 0x0000_0465, "NoDelSubmitMsg";
    INVALID_RECIPS = 0x0000_0467, "InvalidRecips";
    PUBLIC_MDB = 0x0000_046A, "PublicMDB";
    NOT_PUBLIC_MDB = 0x0000_046B, "NotPublicMDB";
    WRONG_SERVER = 0x0000_0478, "WrongServer";
    BUFFER_TOO_SMALL = 0x0000_047D, "BufferTooSmall";
    REQUIRES_REF_RESOLVE = 0x0000_047E, "RequiresRefResolve";
    SERVER_PAUSED = 0x0000_047F, "ServerPaused";
    SERVER_BUSY = 0x0000_0480, "ServerBusy";
    NO_SUCH_LOGON = 0x0000_0481, "NoSuchLogon";
    NOT_CONFIGURED = 0x0000_0484, "NotConfigured";
    NOT_PRIVATE_MDB = 0x0000_048B, "NotPrivateMDB";
    RPC_FORMAT = 0x0000_04B6, "RpcFormat";
    NULL_OBJECT = 0x0000_04B9, "NullObject";
    MESSAGE_TOO_BIG = 0x0000_04D4, "MessageTooBig";
    QUOTA_EXCEEDED = 0x0000_04D9, "QuotaExceeded";
    MAX_SUBMISSION_EXCEEDED = 0x0000_04DA, "MaxSubmissionExceeded";
    MAX_ATTACHMENT_EXCEEDED = 0x0000_04DB, "MaxAttachmentExceeded";
    SEND_AS_DENIED = 0x0000_04DC, "SendAsDenied";
    SHUTOFF_QUOTA_EXCEEDED = 0x0000_04DD, "ShutoffQuotaExceeded";
    MAX_OBJS_EXCEEDED = 0x0000_04DE, "MaxObjsExceeded";
    CLIENT_VER_DISALLOWED = 0x0000_04DF, "ClientVerDisallowed";
    RPC_HTTP_DISALLOWED = 0x0000_04E0, "RpcHttpDisallowed";
    CACHED_MODE_REQUIRED = 0x0000_04E1, "CachedModeRequired";
    NO_READ_RIGHT = 0x0000_0501, "NoReadRight";
    DST_NULL_OBJECT = 0x0000_0503, "DstNullObject";
    MSG_CYCLE = 0x0000_0504, "MsgCycle";
    TOO_MANY_RECIPS = 0x0000_0505, "TooManyRecips";
    VIRUS_DETECTED = 0x0000_050B, "VirusDetected";
    MAILBOX_IN_TRANSIT = 0x0000_050C, "MailboxInTransit";
    RPC_S_SERVER_TOO_BUSY = 0x0000_06BB, "RPC_S_SERVER_TOO_BUSY";
    RPC_X_BAD_STUB_DATA = 0x0000_06F7, "RPC_X_BAD_STUB_DATA";
    PROTOCOL_DISABLED = 0x0000_07D8, "ProtocolDisabled";
    REJECTED = 0x0000_07EE, "Rejected";
    MAILBOX_DISABLED = 0x0000_096C, "MailboxDisabled";
    NOT_ENCRYPTED = 0x0000_0970, "NotEncrypted";
    SECURE_SUBMIT_ERROR = 0x0000_097A, "SecureSubmitError";
    RPC_INVALID_HANDLE = 0x0000_0A2E, "RpcInvalidHandle";
    ERRORS_RETURNED = 0x0004_0380, "ErrorsReturned";
    POSITION_CHANGED = 0x0004_0481, "PositionChanged";
    APPROX_COUNT = 0x0004_0482, "ApproxCount";
    PARTIAL_COMPLETION = 0x0004_0680, "PartialCompletion";
    INTERFACE_NOT_SUPPORTED = 0x8000_4002, "ecInterfaceNotSupported";
    GENERAL_FAILURE = 0x8000_4005, "GeneralFailure";
    STREAM_ACCESS_DENIED = 0x8003_0005, "StreamAccessDenied";
    STREAM_SEEK_ERROR = 0x8003_0019, "StreamSeekError";
    STREAM_INVALID_PARAM = 0x8003_0057, "StreamInvalidParam";
    STREAM_SIZE_ERROR = 0x8003_0070, "StreamSizeError";
    NOT_SUPPORTED = 0x8004_0102, "NotSupported";
    BAD_CHAR_WIDTH = 0x8004_0103, "BadCharWidth";
    STRING_TOO_LARGE = 0x8004_0105, "StringTooLarge";
    UNKNOWN_FLAGS = 0x8004_0106, "UnknownFlags";
    INVALID_ENTRY_ID = 0x8004_0107, "InvalidEntryId";
    INVALID_OBJECT = 0x8004_0108, "InvalidObject";
    OBJECT_MODIFIED = 0x8004_0109, "ObjectModified";
    OBJECT_DELETED = 0x8004_010A, "ObjectDeleted";
    BUSY = 0x8004_010B, "Busy";
    DISK_FULL = 0x8004_010D, "DiskFull";
    INSUFFICIENT_RESOURCES = 0x8004_010E, "InsufficientResources";
    NOT_FOUND = 0x8004_010F, "NotFound";
    VERSION_MISMATCH = 0x8004_0110, "VersionMismatch";
    LOGIN_FAILURE = 0x8004_0111, "LoginFailure";
    USER_ABORT = 0x8004_0113, "UserAbort";
    UNABLE_TO_ABORT = 0x8004_0114, "UnableToAbort";
    RPC_FAILED = 0x8004_0115, "ecRpcFailed";
    READ_FAULT = 0x8004_0116, "ReadFault";
    TOO_COMPLEX = 0x8004_0117, "TooComplex";
    COMPUTED_VALUE = 0x8004_011A, "ComputedValue";
    CORRUPT_DATA = 0x8004_011B, "CorruptData";
    INVALID_CODEPAGE = 0x8004_011E, "InvalidCodepage";
    INVALID_LOCALE = 0x8004_011F, "InvalidLocale";
    PROP_BAD_VALUE = 0x8004_0301, "PropBadValue";
    INVALID_TYPE = 0x8004_0302, "InvalidType";
    TYPE_NOT_SUPPORTED = 0x8004_0303, "TypeNotSupported";
    UNEXPECTED_TYPE = 0x8004_0304, "UnexpectedType";
    TOO_BIG = 0x8004_0305, "TooBig";
    UNABLE_TO_COMPLETE = 0x8004_0400, "UnableToComplete";
    TIMEOUT = 0x8004_0401, "Timeout";
    TABLE_EMPTY = 0x8004_0402, "TableEmpty";
    TABLE_TOO_BIG = 0x8004_0403, "TableTooBig";
    INVALID_BOOKMARK = 0x8004_0405, "InvalidBookmark";
    WAIT = 0x8004_0500, "Wait";
    CANCEL = 0x8004_0501, "Cancel";
    NOT_IN_QUEUE = 0x8004_0601, "NotInQueue";
    DUPLICATE_NAME = 0x8004_0604, "DuplicateName";
    NOT_INITIALIZED = 0x8004_0605, "NotInitialized";
    NO_RECIPIENTS = 0x8004_0607, "NoRecipients";
    SUBMITTED = 0x8004_0608, "Submitted";
    HAS_FOLDERS = 0x8004_0609, "HasFolders";
    HAS_MESSAGES = 0x8004_060A, "HasMessages";
    FOLDER_CYCLE = 0x8004_060B, "FolderCycle";
    LOCK_ID_LIMIT = 0x8004_060D, "LockIdLimit";
    AMBIGUOUS_RECIPIENT = 0x8004_0700, "AmbiguousRecipient";
    SYNC_CONFLICT = 0x8004_0802, "SyncConflict";
    NAMED_PROPERTY_QUOTA = 0x8004_0900, "NamedPropertyQuota";
    NOT_IMPLEMENTED = 0x8004_0FFF, "NotImplemented";
    ACCESS_DENIED = 0x8007_0005, "AccessDenied";
    OUT_OF_MEMORY = 0x8007_000E, "OutOfMemory";
    INVALID_PARAMETER = 0x8007_0057, "InvalidParameter";
}
