//! Error codes ([MS-OXCDATA] 2.4).

mod isam;

use crate::wire::{Decode, DecodeError, Encode, EncodeError, Reader, Scalar, Writer};
use std::fmt;

/// An error code as it stands in a ReturnValue ([MS-OXCDATA] 2.4). Unknown numbers survive.
///
/// There is a constant for every code of [MS-OXCDATA] 2.4 (general), 2.4.1 (additional), 2.4.2 (of
/// properties) and 2.4.3 (warnings), and for the few of RPC that the protocols around it use. Some
/// numbers mean two things, and [`ErrorCode::name`] gives the one that a ReturnValue is likely to mean:
/// 0x000003EE and 0x000003EF are errors before they are the database engine's warnings, 0x000006BB is
/// RPC_S_SERVER_TOO_BUSY before it is ObjectLocked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct ErrorCode(pub u32);

/// Declares codes: constant, number, the name in [MS-OXCDATA] and the other names it is known by.
macro_rules! error_codes {
    ($table:ident; $($name:ident = $value:literal, $spec:literal, $others:literal;)*) => {
        impl ErrorCode {
            $(
                #[doc = error_codes!(@doc $spec, $others)]
                pub const $name: ErrorCode = ErrorCode($value);
            )*
        }

        /// Name and other names of a code of this table.
        pub(super) const fn $table(code: u32) -> Option<(&'static str, &'static str)> {
            match code { $( $value => Some(($spec, $others)), )* _ => None }
        }
    };
    (@doc $spec:literal, "") => { concat!($spec, ".") };
    (@doc $spec:literal, $others:literal) => { concat!($spec, " (", $others, ").") };
}
use error_codes;

impl ErrorCode {
    /// ObjectLocked (ecObjectLocked); the number of [`ErrorCode::RPC_S_SERVER_TOO_BUSY`].
    pub const OBJECT_LOCKED: ErrorCode = ErrorCode::RPC_S_SERVER_TOO_BUSY;

    /// Whether this is success.
    pub const fn is_success(self) -> bool {
        self.0 == 0
    }

    /// Whether this is success with a warning ([MS-OXCDATA] 2.4.3). The database engine's warnings and
    /// those of NspiUnbind are not told from errors: their numbers are.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::ERRORS_RETURNED
                | Self::POSITION_CHANGED
                | Self::APPROX_COUNT
                | Self::PARTIAL_COMPLETION
                | Self::SYNC_PROGRESS
                | Self::NEWER_CLIENT_CHANGE
        )
    }

    /// The specification's name, if there is one.
    pub const fn name(self) -> Option<&'static str> {
        match self.names() {
            Some((name, _)) => Some(name),
            None => None,
        }
    }

    /// The other names that specifications and MAPI's headers use, such as `ecNotFound`; none for a
    /// number without a name.
    pub fn other_names(self) -> impl Iterator<Item = &'static str> {
        let others = self.names().map_or("", |(_, others)| others);
        others.split(", ").filter(|name| !name.is_empty())
    }

    const fn names(self) -> Option<(&'static str, &'static str)> {
        match error_name(self.0) {
            Some(names) => Some(names),
            None => isam::isam_name(self.0),
        }
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
    #[inline]
    fn decode(reader: &mut Reader) -> Result<Self, DecodeError> {
        let value = Self(u32::decode(reader)?);
        reader.note(|| Scalar::ErrorCode(value));
        Ok(value)
    }
}
impl Encode for ErrorCode {
    #[inline]
    fn encode(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.encode(writer)
    }
}

error_codes! {
    error_name;
    SUCCESS = 0x0000_0000, "Success", "ecNone, ecSuccess, S_OK";
    UNBIND_SUCCESS = 0x0000_0001, "UnbindSuccess", "";
    UNBIND_FAILURE = 0x0000_0002, "UnbindFailure", "";
    PROFILE_NOT_CONFIGURED = 0x0000_011C, "ProfileNotConfigured", "ecProfileNotConfigured";
    ISAM_ERROR = 0x0000_03EA, "IsamError", "ecJetError";
    UNKNOWN_USER = 0x0000_03EB, "UnknownUser", "ecUnknownUser";
    EXITING = 0x0000_03ED, "Exiting", "ecExiting";
    BAD_CONFIGURATION = 0x0000_03EE, "BadConfiguration", "ecBadConfig";
    UNKNOWN_CODE_PAGE = 0x0000_03EF, "UnknownCodePage", "ecUnknownCodePage";
    SERVER_OOM = 0x0000_03F0, "ServerMemory", "ecServerOOM, ecMemory";
    LOGIN_PERM = 0x0000_03F2, "LoginPermission", "ecLoginPerm";
    DATABASE_ROLLED_BACK = 0x0000_03F3, "DatabaseRolledBack", "ecDatabaseRolledBack";
    DATABASE_COPIED_ERROR = 0x0000_03F4, "DatabaseCopiedError", "ecDatabaseCopiedError";
    AUDIT_NOT_ALLOWED = 0x0000_03F5, "AuditNotAllowed", "ecAuditNotAllowed";
    ZOMBIE_USER = 0x0000_03F6, "ZombieUser", "ecZombieUser";
    UNCONVERTABLE_ACL = 0x0000_03F7, "UnconvertableACL", "ecUnconvertableACL";
    NO_FREE_JET_SESSIONS = 0x0000_044C, "NoFreeJetSessions", "ecNoFreeJses";
    DIFFERENT_JET_SESSION = 0x0000_044D, "DifferentJetSession", "ecDifferentJses";
    FILE_REMOVE = 0x0000_044F, "FileRemove", "ecFileRemove";
    PARAMETER_OVERFLOW = 0x0000_0450, "ParameterOverflow", "ecParameterOverflow";
    BAD_VERSION = 0x0000_0451, "BadVersion", "ecBadVersion";
    TOO_MANY_COLUMNS = 0x0000_0452, "TooManyColumns", "ecTooManyCols";
    HAVE_MORE = 0x0000_0453, "HaveMore", "ecHaveMore";
    DATABASE_ERROR = 0x0000_0454, "DatabaseError", "ecDatabaseError";
    INDEX_NAME_TOO_BIG = 0x0000_0455, "IndexNameTooBig", "ecIndexNameTooBig";
    UNSUPPORTED_PROPERTY = 0x0000_0456, "UnsupportedProperty", "ecUnsupportedProp";
    MESSAGE_NOT_SAVED = 0x0000_0457, "MessageNotSaved", "ecMsgNotSaved";
    UNPUBLISHED_NOTIFICATION = 0x0000_0459, "UnpublishedNotification", "ecUnpubNotif";
    DIFFERENT_ROOT = 0x0000_045B, "DifferentRoot", "ecDifferentRoot";
    BAD_FOLDER_NAME = 0x0000_045C, "BadFolderName", "ecBadFolderName";
    ATTACH_OPEN = 0x0000_045D, "AttachmentOpen", "ecAttachOpen";
    INVALID_COLLAPSE_STATE = 0x0000_045E, "InvalidCollapseState", "ecInvClpsState";
    SKIP_MY_CHILDREN = 0x0000_045F, "SkipMyChildren", "ecSkipMyChildren";
    SEARCH_FOLDER = 0x0000_0460, "SearchFolder", "ecSearchFolder";
    NOT_SEARCH_FOLDER = 0x0000_0461, "NotSearchFolder", "ecNotSearchFolder";
    FOLDER_SET_RECEIVE = 0x0000_0462, "FolderSetReceive", "ecFolderSetReceive";
    NO_RECEIVE_FOLDER = 0x0000_0463, "NoReceiveFolder", "ecNoReceiveFolder";
    NO_DEL_SUBMIT_MSG = 0x0000_0465, "DeleteSubmittedMessage", "ecNoDelSubmitMsg";
    INVALID_RECIPS = 0x0000_0467, "InvalidRecipients", "ecInvalidRecips";
    NO_REPLICA_HERE = 0x0000_0468, "NoReplicaHere", "ecNoReplicaHere";
    NO_REPLICA_AVAILABLE = 0x0000_0469, "NoReplicaAvailable", "ecNoReplicaAvailable";
    PUBLIC_MDB = 0x0000_046A, "PublicDatabase", "ecPublicMDB";
    NOT_PUBLIC_MDB = 0x0000_046B, "NotPublicDatabase", "ecNotPublicMDB";
    RECORD_NOT_FOUND = 0x0000_046C, "RecordNotFound", "ecRecordNotFound";
    REPLICATION_CONFLICT = 0x0000_046D, "ReplicationConflict", "ecReplConflict";
    FX_BUFFER_OVERRUN = 0x0000_0470, "FXBufferOverrun", "ecFXBufferOverrun";
    FX_BUFFER_EMPTY = 0x0000_0471, "FXBufferEmpty", "ecFXBufferEmpty";
    FX_PARTIAL_VALUE = 0x0000_0472, "FXPartialValue", "ecFxPartialValue";
    FX_NO_ROOM = 0x0000_0473, "FxNoRoom", "ecFxNoRoom";
    TIME_EXPIRED = 0x0000_0474, "TimeExpired", "ecMaxTimeExpired";
    DESTINATION_ERROR = 0x0000_0475, "DestinationError", "ecDstError";
    DATABASE_NOT_INITIALIZED = 0x0000_0476, "DatabaseNotInitialized", "ecMDBNotInit";
    WRONG_SERVER = 0x0000_0478, "WrongServer", "ecWrongServer";
    BUFFER_TOO_SMALL = 0x0000_047D, "BufferTooSmall", "ecBufferTooSmall";
    REQUIRES_REF_RESOLVE = 0x0000_047E, "AttachmentResolutionRequired", "ecRequiresRefResolve";
    SERVER_PAUSED = 0x0000_047F, "ServerPaused", "ecServerPaused";
    SERVER_BUSY = 0x0000_0480, "ServerBusy", "ecServerBusy";
    NO_SUCH_LOGON = 0x0000_0481, "NoSuchLogon", "ecNoSuchLogon";
    LOAD_LIBRARY_FAILED = 0x0000_0482, "LoadLibraryFailed", "ecLoadLibFailed";
    ALREADY_CONFIGURED = 0x0000_0483, "AlreadyConfigured", "ecObjAlreadyConfig";
    NOT_CONFIGURED = 0x0000_0484, "NotConfigured", "ecObjNotConfig";
    DATA_LOSS = 0x0000_0485, "DataLoss", "ecDataLoss";
    MAXIMUM_SEND_THREAD_EXCEEDED = 0x0000_0488, "MaximumSendThreadExceeded", "ecMaxSendThreadExceeded";
    FX_ERROR_MARKER = 0x0000_0489, "FxErrorMarker", "ecFxErrorMarker";
    NO_FREE_JTABS = 0x0000_048A, "NoFreeJtabs", "ecNoFreeJtabs";
    NOT_PRIVATE_MDB = 0x0000_048B, "NotPrivateDatabase", "ecNotPrivateMDB";
    ISINTEG_MDB = 0x0000_048C, "IsintegMDB", "ecIsintegMDB";
    RECOVERY_MISMATCH = 0x0000_048D, "RecoveryMismatch", "ecRecoveryMDBMismatch";
    TABLE_MAY_NOT_BE_DELETED = 0x0000_048E, "TableMayNotBeDeleted", "ecTableMayNotBeDeleted";
    SEARCH_FOLDER_SCOPE_VIOLATION = 0x0000_0490, "SearchFolderScopeViolation", "ecSearchFolderScopeViolation";
    RPC_REGISTER_IF = 0x0000_04B1, "RpcRegisterIf", "ecRpcRegisterIf";
    RPC_LISTEN = 0x0000_04B2, "RpcListen", "ecRpcListen";
    RPC_FORMAT = 0x0000_04B6, "RpcFormat", "ecRpcFormat";
    NO_COPY_TO = 0x0000_04B7, "NoCopyTo", "ecNoCopyTo";
    NULL_OBJECT = 0x0000_04B9, "NullObject", "ecNullObject";
    RPC_AUTHENTICATION = 0x0000_04BC, "RpcAuthentication", "ecRpcAuthentication";
    RPC_BAD_AUTHENTICATION_LEVEL = 0x0000_04BD, "RpcBadAuthenticationLevel", "ecRpcBadAuthenticationLevel";
    NULL_COMMENT_RESTRICTION = 0x0000_04BE, "NullCommentRestriction", "ecNullCommentRestriction";
    RULES_LOAD_ERROR = 0x0000_04CC, "RulesLoadError", "ecRulesLoadError";
    RULES_DELIVER_ERR = 0x0000_04CD, "RulesDeliverErr", "ecRulesDeliverErr";
    RULES_PARSING_ERR = 0x0000_04CE, "RulesParsingErr", "ecRulesParsingErr";
    RULES_CREATE_DAE = 0x0000_04CF, "RulesCreateDAE", "ecRulesCreateDaeErr";
    RULES_CREATE_DAM = 0x0000_04D0, "RulesCreateDAM", "ecRulesCreateDamErr";
    RULES_NO_MOVE_COPY_FOLDER = 0x0000_04D1, "RulesNoMoveCopyFolder", "ecRulesNoMoveCopyFolder";
    RULES_NO_FOLDER_RIGHTS = 0x0000_04D2, "RulesNoFolderRights", "ecRulesNoFolderRights";
    MESSAGE_TOO_BIG = 0x0000_04D4, "MessageTooBig", "ecMessageTooBig";
    FORM_NOT_VALID = 0x0000_04D5, "FormNotValid", "ecFormNotValid";
    NOT_AUTHORIZED = 0x0000_04D6, "NotAuthorized", "ecNotAuthorized";
    DELETE_MESSAGE = 0x0000_04D7, "DeleteMessage", "ecDeleteMessage";
    BOUNCE_MESSAGE = 0x0000_04D8, "BounceMessage", "ecBounceMessage";
    QUOTA_EXCEEDED = 0x0000_04D9, "QuotaExceeded", "ecQuotaExceeded";
    MAX_SUBMISSION_EXCEEDED = 0x0000_04DA, "MaxSubmissionExceeded", "ecMaxSubmissionExceeded";
    MAX_ATTACHMENT_EXCEEDED = 0x0000_04DB, "MaxAttachmentExceeded", "ecMaxAttachmentExceeded";
    SEND_AS_DENIED = 0x0000_04DC, "SendAsDenied", "ecSendAsDenied";
    SHUTOFF_QUOTA_EXCEEDED = 0x0000_04DD, "ShutoffQuotaExceeded", "ecShutoffQuotaExceeded";
    MAX_OBJS_EXCEEDED = 0x0000_04DE, "TooManyOpenObjects", "ecMaxObjsExceeded";
    CLIENT_VER_DISALLOWED = 0x0000_04DF, "ClientVersionBlocked", "ecClientVerDisallowed, ecClientVersionDisallowed";
    RPC_HTTP_DISALLOWED = 0x0000_04E0, "RpcHttpDisallowed", "ecRpcHttpDisallowed";
    CACHED_MODE_REQUIRED = 0x0000_04E1, "CachedModeRequired", "ecCachedModeRequired";
    FOLDER_NOT_CLEANED_UP = 0x0000_04E3, "FolderNotCleanedUp", "ecFolderNotCleanedUp";
    FORMAT_ERROR = 0x0000_04ED, "FormatError", "ecFmtError";
    NOT_EXPANDED = 0x0000_04F7, "NotExpanded", "ecNotExpanded";
    NOT_COLLAPSED = 0x0000_04F8, "NotCollapsed", "ecNotCollapsed";
    NO_EXPAND_LEAF_ROW = 0x0000_04F9, "NoExpandLeafRow", "ecLeaf";
    UNREGISTERED_NAME_PROP = 0x0000_04FA, "UnregisteredNameProp", "ecUnregisteredNamedProp";
    FOLDER_DISABLED = 0x0000_04FB, "FolderDisabled", "ecFolderDisabled";
    DOMAIN_ERROR = 0x0000_04FC, "DomainError", "ecDomainError";
    NO_CREATE_RIGHT = 0x0000_04FF, "NoCreateRight", "ecNoCreateRight";
    PUBLIC_ROOT = 0x0000_0500, "PublicRoot", "ecPublicRoot";
    NO_READ_RIGHT = 0x0000_0501, "NoReadRight", "ecNoReadRight";
    NO_CREATE_SUBFOLDER_RIGHT = 0x0000_0502, "NoCreateSubfolderRight", "ecNoCreateSubfolderRight";
    DST_NULL_OBJECT = 0x0000_0503, "NullDestinationObject", "ecDstNullObject";
    MSG_CYCLE = 0x0000_0504, "MessageCycle", "ecMsgCycle";
    TOO_MANY_RECIPS = 0x0000_0505, "TooManyRecips", "ecTooManyRecips";
    VIRUS_SCAN_IN_PROGRESS = 0x0000_050A, "VirusScanInProgress", "ecVirusScanInProgress";
    VIRUS_DETECTED = 0x0000_050B, "VirusDetected", "ecVirusDetected";
    MAILBOX_IN_TRANSIT = 0x0000_050C, "MailboxInTransit", "ecMailboxInTransit";
    BACKUP_IN_PROGRESS = 0x0000_050D, "BackupInProgress", "ecBackupInProgress";
    VIRUS_MESSAGE_DELETED = 0x0000_050E, "VirusMessageDeleted", "ecVirusMessageDeleted";
    INVALID_BACKUP_SEQUENCE = 0x0000_050F, "InvalidBackupSequence", "ecInvalidBackupSequence";
    INVALID_BACKUP_TYPE = 0x0000_0510, "InvalidBackupType", "ecInvalidBackupType";
    TOO_MANY_BACKUPS = 0x0000_0511, "TooManyBackups", "ecTooManyBackupsInProgress";
    RESTORE_IN_PROGRESS = 0x0000_0512, "RestoreInProgress", "ecRestoreInProgress";
    DUPLICATE_OBJECT = 0x0000_0579, "DuplicateObject", "ecDuplicateObject";
    OBJECT_NOT_FOUND = 0x0000_057A, "ObjectNotFound", "ecObjectNotFound";
    FIXUP_REPLY_RULE = 0x0000_057B, "FixupReplyRule", "ecFixupReplyRule";
    TEMPLATE_NOT_FOUND = 0x0000_057C, "TemplateNotFound", "ecTemplateNotFound";
    RULE_EXECUTION = 0x0000_057D, "RuleExecution", "ecRuleExecution";
    DS_NO_SUCH_OBJECT = 0x0000_057E, "DSNoSuchObject", "ecDSNoSuchObject";
    ALREADY_TOMBSTONED = 0x0000_057F, "AlreadyTombstoned", "ecMessageAlreadyTombstoned";
    READ_ONLY_TRANSACTION = 0x0000_0596, "ReadOnlyTransaction", "ecRequiresRWTransaction";
    PAUSED = 0x0000_060E, "Paused", "ecPaused";
    NOT_PAUSED = 0x0000_060F, "NotPaused", "ecNotPaused";
    WRONG_MAILBOX = 0x0000_0648, "WrongMailbox", "ecWrongMailbox";
    CHANGE_PASSWORD = 0x0000_064C, "ChangePassword", "ecChgPassword";
    PASSWORD_EXPIRED = 0x0000_064D, "PasswordExpired", "ecPwExpired";
    INVALID_WORKSTATION = 0x0000_064E, "InvalidWorkstation", "ecInvWkstn";
    INVALID_LOGON_HOURS = 0x0000_064F, "InvalidLogonHours", "ecInvLogonHrs";
    ACCOUNT_DISABLED = 0x0000_0650, "AccountDisabled", "ecAcctDisabled";
    RULE_VERSION = 0x0000_06A4, "RuleVersion", "ecRuleVersion";
    RULE_FORMAT = 0x0000_06A5, "RuleFormat", "ecRuleFormat";
    RULE_SEND_AS_DENIED = 0x0000_06A6, "RuleSendAsDenied", "ecRuleSendAsDenied";
    NO_SERVER_SUPPORT = 0x0000_06B9, "NoServerSupport", "ecNoServerSupport";
    LOCK_TIMED_OUT = 0x0000_06BA, "LockTimedOut", "ecLockTimedOut";
    RPC_S_SERVER_TOO_BUSY = 0x0000_06BB, "RPC_S_SERVER_TOO_BUSY", "ObjectLocked, ecObjectLocked";
    INVALID_LOCK_NAMESPACE = 0x0000_06BD, "InvalidLockNamespace", "ecInvalidLockNamespace";
    RPC_X_BAD_STUB_DATA = 0x0000_06F7, "RPC_X_BAD_STUB_DATA", "";
    MESSAGE_DELETED = 0x0000_07D6, "MessageDeleted", "ecMessageDeleted";
    PROTOCOL_DISABLED = 0x0000_07D8, "ProtocolDisabled", "ecProtocolDisabled";
    CLEARTEXT_LOGON_DISABLED = 0x0000_07D9, "CleartextLogonDisabled", "ecCleartextLogonDisabled";
    REJECTED = 0x0000_07EE, "Rejected", "ecRejected";
    AMBIGUOUS_ALIAS = 0x0000_089A, "AmbiguousAlias", "ecAmbiguousAlias";
    UNKNOWN_MAILBOX = 0x0000_089B, "UnknownMailbox", "ecUnknownMailbox";
    EXPRESSION_RESERVED = 0x0000_08FC, "ExpressionReserved", "ecExpReserved";
    EXPRESSION_PARSE_DEPTH = 0x0000_08FD, "ExpressionParseDepth", "ecExpParseDepth";
    EXPRESSION_ARGUMENT_TYPE = 0x0000_08FE, "ExpressionArgumentType", "ecExpFuncArgType";
    EXPRESSION_SYNTAX = 0x0000_08FF, "ExpressionSyntax", "ecExpSyntax";
    EXPRESSION_BAD_STRING_TOKEN = 0x0000_0900, "ExpressionBadStringToken", "ecExpBadStrToken";
    EXPRESSION_BAD_COL_TOKEN = 0x0000_0901, "ExpressionBadColToken", "ecExpBadColToken";
    EXPRESSION_TYPE_MISMATCH = 0x0000_0902, "ExpressionTypeMismatch", "ecExpTypeMismatch";
    EXPRESSION_OPERATOR_NOT_SUPPORTED = 0x0000_0903, "ExpressionOperatorNotSupported", "ecExpOpNotSupported";
    EXPRESSION_DIVIDE_BY_ZERO = 0x0000_0904, "ExpressionDivideByZero", "ecExpDivByZero";
    EXPRESSION_UNARY_ARGUMENT = 0x0000_0905, "ExpressionUnaryArgument", "ecExpUnaryArgType";
    NOT_LOCKED = 0x0000_0960, "NotLocked", "ecNotLocked";
    CLIENT_EVENT = 0x0000_0961, "ClientEvent", "ecClientEvent";
    CORRUPT_EVENT = 0x0000_0965, "CorruptEvent", "ecCorruptEvent";
    CORRUPT_WATERMARK = 0x0000_0966, "CorruptWatermark", "ecCorruptWatermark";
    EVENT_ERROR = 0x0000_0967, "EventError", "ecEventError";
    WATERMARK_ERROR = 0x0000_0968, "WatermarkError", "ecWatermarkError";
    NON_CANONICAL_ACL = 0x0000_0969, "NonCanonicalACL", "ecNonCanonicalACL";
    MAILBOX_DISABLED = 0x0000_096C, "MailboxDisabled", "ecMailboxDisabled";
    RULES_FOLDER_OVER_QUOTA = 0x0000_096D, "RulesFolderOverQuota", "ecRulesFolderOverQuota";
    ADDRESS_BOOK_UNAVAILABLE = 0x0000_096E, "AddressBookUnavailable", "ecADUnavailable";
    ADDRESS_BOOK_ERROR = 0x0000_096F, "AddressBookError", "ecADError";
    NOT_ENCRYPTED = 0x0000_0970, "NotEncrypted", "ecNotEncrypted";
    ADDRESS_BOOK_OBJECT_NOT_FOUND = 0x0000_0971, "AddressBookObjectNotFound", "ecADNotFound";
    ADDRESS_BOOK_PROPERTY_ERROR = 0x0000_0972, "AddressBookPropertyError", "ecADPropertyError";
    RPC_SERVER_TOO_BUSY = 0x0000_0973, "RpcServerTooBusy", "ecRpcServerTooBusy";
    RPC_OUT_OF_MEMORY = 0x0000_0974, "RpcOutOfMemory", "ecRpcOutOfMemory";
    RPC_SERVER_OUT_OF_MEMORY = 0x0000_0975, "RpcServerOutOfMemory", "ecRpcServerOutOfMemory";
    RPC_OUT_OF_RESOURCES = 0x0000_0976, "RpcOutOfResources", "ecRpcOutOfResources";
    RPC_SERVER_UNAVAILABLE = 0x0000_0977, "RpcServerUnavailable", "ecRpcServerUnavailable";
    SECURE_SUBMIT_ERROR = 0x0000_097A, "SecureSubmitError", "ecSecureSubmitError";
    EVENTS_DELETED = 0x0000_097C, "EventsDeleted", "ecEventsDeleted";
    SUBSYSTEM_STOPPING = 0x0000_097D, "SubsystemStopping", "ecSubsystemStopping";
    ATTENDANT_UNAVAILABLE = 0x0000_097E, "AttendantUnavailable", "ecSAUnavailable";
    CI_STOPPING = 0x0000_0A28, "CIStopping", "ecCiStopping";
    FX_INVALID_STATE = 0x0000_0A29, "FxInvalidState", "ecFxInvalidState";
    FX_UNEXPECTED_MARKER = 0x0000_0A2A, "FxUnexpectedMarker", "ecFxUnexpectedMarker";
    DUPLICATE_DELIVERY = 0x0000_0A2B, "DuplicateDelivery", "ecDuplicateDelivery";
    CONDITION_VIOLATION = 0x0000_0A2C, "ConditionViolation", "ecConditionViolation";
    MAXIMUM_CONNECTION_POOLS_EXCEEDED = 0x0000_0A2D, "MaximumConnectionPoolsExceeded", "ecMaxPoolExceeded";
    RPC_INVALID_HANDLE = 0x0000_0A2E, "InvalidRpcHandle", "ecRpcInvalidHandle";
    EVENT_NOT_FOUND = 0x0000_0A2F, "EventNotFound", "ecEventNotFound";
    PROPERTY_NOT_PROMOTED = 0x0000_0A30, "PropertyNotPromoted", "ecPropNotPromoted";
    LOW_FREE_SPACE_FOR_DATABASE = 0x0000_0A31, "LowFreeSpaceForDatabase", "ecLowMdbSpace";
    LOW_FREE_SPACE_FOR_LOGS = 0x0000_0A32, "LowFreeSpaceForLogs", "ecLowMdbLogSpace";
    MAILBOX_IS_QUARANTINED = 0x0000_0A33, "MailboxIsQuarantined", "ecMailboxQuarantined";
    DATABASE_MOUNT_IN_PROGRESS = 0x0000_0A34, "DatabaseMountInProgress", "ecMountInProgress";
    DATABASE_DISMOUNT_IN_PROGRESS = 0x0000_0A35, "DatabaseDismountInProgress", "ecDismountInProgress";
    CONNECTIONS_OVER_BUDGET = 0x0000_0A36, "ConnectionsOverBudget", "ecMaxConnectionsExceeded";
    NOT_FOUND_IN_CONTAINER = 0x0000_0A37, "NotFoundInContainer", "ecNotFoundInContainer";
    CANNOT_REMOVE = 0x0000_0A38, "CannotRemove", "ecCannotRemove";
    INVALID_CONNECTION_POOL = 0x0000_0A39, "InvalidConnectionPool", "ecInvalidPool";
    VIRUS_SCAN_GENERAL_FAILURE = 0x0000_0A3A, "VirusScanGeneralFailure", "ecVirusScannerError";
    ERRORS_RETURNED = 0x0004_0380, "ErrorsReturned", "ecWarnWithErrors, MAPI_W_ERRORS_RETURNED";
    POSITION_CHANGED = 0x0004_0481, "PositionChanged", "MAPI_W_POSITION_CHANGED";
    APPROX_COUNT = 0x0004_0482, "ApproximateCount", "MAPI_W_APPROX_COUNT";
    PARTIAL_COMPLETION = 0x0004_0680, "PartiallyComplete", "MAPI_W_PARTIAL_COMPLETION";
    SYNC_PROGRESS = 0x0004_0820, "SyncProgress", "SYNC_W_PROGRESS";
    NEWER_CLIENT_CHANGE = 0x0004_0821, "NewerClientChange", "SYNC_W_CLIENT_CHANGE_NEWER";
    INTERFACE_NOT_SUPPORTED = 0x8000_4002, "NoInterface", "ecInterfaceNotSupported, E_NOINTERFACE";
    GENERAL_FAILURE = 0x8000_4005, "GeneralFailure", "ecError, E_FAIL, MAPI_E_CALL_FAILED, SYNC_E_ERROR";
    STORAGE_INVALID_FUNCTION = 0x8003_0001, "StorageInvalidFunction", "STG_E_INVALIDFUNCTION";
    STREAM_ACCESS_DENIED = 0x8003_0005, "StorageAccessDenied", "StreamAccessDenied, STG_E_ACCESSDENIED";
    STORAGE_INSUFFICIENT_MEMORY = 0x8003_0008, "StorageInsufficientMemory", "STG_E_INSUFFICIENTMEMORY";
    STORAGE_INVALID_POINTER = 0x8003_0009, "StorageInvalidPointer", "STG_E_INVALIDPOINTER";
    STREAM_SEEK_ERROR = 0x8003_0019, "StreamSeekError", "STG_E_SEEKERROR";
    STORAGE_READ_FAULT = 0x8003_001E, "StorageReadFault", "STG_E_READFAULT";
    STORAGE_LOCK_VIOLATION = 0x8003_0021, "StorageLockViolation", "STG_E_LOCKVIOLATION";
    STREAM_INVALID_PARAM = 0x8003_0057, "StorageInvalidParameter", "StreamInvalidParam, STG_E_INVALIDPARAMETER";
    STREAM_SIZE_ERROR = 0x8003_0070, "StreamSizeError", "ecStreamSizeError, STG_E_MEDIUMFULL";
    STORAGE_INVALID_FLAG = 0x8003_00FF, "StorageInvalidFlag", "STG_E_INVALIDFLAG";
    STORAGE_CANNOT_SAVE = 0x8003_0103, "StorageCannotSave", "STG_E_CANTSAVE";
    NOT_SUPPORTED = 0x8004_0102, "NotSupported", "ecNotSupported, ecNotImplemented, MAPI_E_NO_SUPPORT";
    BAD_CHAR_WIDTH = 0x8004_0103, "InvalidCharacterWidth", "ecBadCharwidth, MAPI_E_BAD_CHARWIDTH";
    STRING_TOO_LARGE = 0x8004_0105, "StringTooLong", "ecStringTooLarge, MAPI_E_STRING_TOO_LONG";
    UNKNOWN_FLAGS = 0x8004_0106, "InvalidFlag", "ecUnknownFlags, MAPI_E_UNKNOWN_FLAGS, SYNC_E_UNKNOWN_FLAGS";
    INVALID_ENTRY_ID = 0x8004_0107, "InvalidEntryID", "ecInvalidEntryId, MAPI_E_INVALID_ENTRYID";
    INVALID_OBJECT = 0x8004_0108, "InvalidObject", "ecInvalidObject, MAPI_E_INVALID_OBJECT";
    OBJECT_MODIFIED = 0x8004_0109, "ObjectChanged", "ecObjectModified, MAPI_E_OBJECT_CHANGED";
    OBJECT_DELETED = 0x8004_010A, "ObjectDeleted", "ecObjectDeleted, MAPI_E_OBJECT_DELETED";
    BUSY = 0x8004_010B, "ServerBusy", "ecBusy, MAPI_E_BUSY";
    DISK_FULL = 0x8004_010D, "OutOfDisk", "ecDiskFull, MAPI_E_NOT_ENOUGH_DISK";
    INSUFFICIENT_RESOURCES = 0x8004_010E, "OutOfResources", "ecInsufficientResrc, MAPI_E_NOT_ENOUGH_RESOURCES";
    NOT_FOUND = 0x8004_010F, "NotFound", "ecNotFound, ecAttachNotFound, ecUnknownRecip, ecPropNotExistent, MAPI_E_NOT_FOUND";
    VERSION_MISMATCH = 0x8004_0110, "VersionMismatch", "ecVersionMismatch, ecVersion, MAPI_E_VERSION";
    LOGIN_FAILURE = 0x8004_0111, "LogonFailed", "ecLoginFailure, MAPI_E_LOGON_FAILED";
    TOO_MANY_SESSIONS = 0x8004_0112, "TooManySessions", "ecTooManySessions, MAPI_E_SESSION_LIMIT";
    USER_ABORT = 0x8004_0113, "UserCanceled", "ecUserAbort, MAPI_E_USER_CANCEL";
    UNABLE_TO_ABORT = 0x8004_0114, "AbortFailed", "ecUnableToAbort, MAPI_E_UNABLE_TO_ABORT";
    RPC_FAILED = 0x8004_0115, "NetworkError", "ecRpcFailed, ecNetwork, MAPI_E_NETWORK_ERROR";
    READ_FAULT = 0x8004_0116, "DiskError", "ecReadFault, ecWriteFault, MAPI_E_DISK_ERROR";
    TOO_COMPLEX = 0x8004_0117, "TooComplex", "ecTooComplex, MAPI_E_TOO_COMPLEX";
    INVALID_COLUMN = 0x8004_0118, "InvalidColumn", "MAPI_E_BAD_COLUMN";
    COMPUTED_VALUE = 0x8004_011A, "ComputedValue", "ecComputed, MAPI_E_COMPUTED";
    CORRUPT_DATA = 0x8004_011B, "CorruptData", "ecCorruptData, MAPI_E_CORRUPT_DATA";
    INVALID_CODEPAGE = 0x8004_011E, "InvalidCodepage", "MAPI_E_UNKNOWN_CPID";
    INVALID_LOCALE = 0x8004_011F, "InvalidLocale", "MAPI_E_UNKNOWN_LCID";
    TIME_SKEW = 0x8004_0123, "TimeSkew", "ecTimeSkew, MAPI_E_INVALID_ACCESS_TIME";
    END_OF_SESSION = 0x8004_0200, "EndOfSession", "MAPI_E_END_OF_SESSION";
    UNKNOWN_ENTRY_ID = 0x8004_0201, "UnknownEntryId", "MAPI_E_UNKNOWN_ENTRYID";
    PROP_BAD_VALUE = 0x8004_0301, "BadValue", "ecPropBadValue, MAPI_E_BAD_VALUE";
    INVALID_TYPE = 0x8004_0302, "InvalidType", "ecInvalidType, MAPI_E_INVALID_TYPE";
    TYPE_NOT_SUPPORTED = 0x8004_0303, "UnsupportedType", "ecTypeNotSupported, MAPI_E_TYPE_NO_SUPPORT";
    UNEXPECTED_TYPE = 0x8004_0304, "UnexpectedType", "ecPropType, MAPI_E_UNEXPECTED_TYPE";
    TOO_BIG = 0x8004_0305, "TooBig", "ecTooBig, MAPI_E_TOO_BIG";
    DECLINE_COPY = 0x8004_0306, "DeclineCopy", "MAPI_E_DECLINE_COPY";
    UNEXPECTED_ID = 0x8004_0307, "UnexpectedId", "MAPI_E_UNEXPECTED_ID";
    UNABLE_TO_COMPLETE = 0x8004_0400, "NotCompleted", "ecUnableToComplete, MAPI_E_UNABLE_TO_COMPLETE";
    TIMEOUT = 0x8004_0401, "Timeout", "ecTimeout, MAPI_E_TIMEOUT";
    TABLE_EMPTY = 0x8004_0402, "EmptyTable", "ecTableEmpty, MAPI_E_TABLE_EMPTY";
    TABLE_TOO_BIG = 0x8004_0403, "TableTooBig", "ecTableTooBig, MAPI_E_TABLE_TOO_BIG";
    INVALID_BOOKMARK = 0x8004_0405, "InvalidBookmark", "ecInvalidBookmark, MAPI_E_INVALID_BOOKMARK";
    WAIT = 0x8004_0500, "ErrorWait", "ecWait, MAPI_E_WAIT";
    CANCEL = 0x8004_0501, "ErrorCancel", "ecCancel, MAPI_E_CANCEL";
    NOT_IN_QUEUE = 0x8004_0601, "NotInQueue", "MAPI_E_NOT_IN_QUEUE";
    NO_SUPPRESS = 0x8004_0602, "NoSuppress", "MAPI_E_NO_SUPPRESS";
    DUPLICATE_NAME = 0x8004_0604, "CollidingNames", "ecDuplicateName, MAPI_E_COLLISION";
    NOT_INITIALIZED = 0x8004_0605, "NotInitialized", "ecNotInitialized, MAPI_E_NOT_INITIALIZED";
    NO_RECIPIENTS = 0x8004_0607, "NoRecipients", "MAPI_E_NO_RECIPIENTS";
    SUBMITTED = 0x8004_0608, "AlreadySent", "ecSubmitted, MAPI_E_SUBMITTED";
    HAS_FOLDERS = 0x8004_0609, "HasFolders", "ecFolderHasChildren, MAPI_E_HAS_FOLDERS";
    HAS_MESSAGES = 0x8004_060A, "HasMessages", "ecFolderHasContents, MAPI_E_HAS_MESSAGES";
    FOLDER_CYCLE = 0x8004_060B, "FolderCycle", "ecRootFolder, MAPI_E_FOLDER_CYCLE";
    LOCK_ID_LIMIT = 0x8004_060D, "TooManyLocks", "ecLockIdLimit, MAPI_E_LOCKID_LIMIT";
    AMBIGUOUS_RECIPIENT = 0x8004_0700, "AmbiguousRecipient", "ecAmbiguousRecip, MAPI_E_AMBIGUOUS_RECIP";
    SYNC_OBJECT_DELETED = 0x8004_0800, "SyncObjectDeleted", "SYNC_E_OBJECT_DELETED";
    IGNORE_FAILURE = 0x8004_0801, "IgnoreFailure", "SYNC_E_IGNORE";
    SYNC_CONFLICT = 0x8004_0802, "SyncConflict", "SYNC_E_CONFLICT";
    NO_PARENT_FOLDER = 0x8004_0803, "NoParentFolder", "SYNC_E_NO_PARENT";
    CYCLE_DETECTED = 0x8004_0804, "CycleDetected", "SYNC_E_CYCLE_DETECTED";
    NOT_SYNCHRONIZED = 0x8004_0805, "NotSynchronized", "SYNC_E_UNSYNCHRONIZED";
    NAMED_PROPERTY_QUOTA = 0x8004_0900, "NamedPropertyQuota", "ecNPQuotaExceeded, MAPI_E_NAMED_PROP_QUOTA_EXCEEDED";
    NOT_IMPLEMENTED = 0x8004_0FFF, "NotImplemented", "";
    ACCESS_DENIED = 0x8007_0005, "AccessDenied", "ecAccessDenied, ecPropSecurityViolation, E_ACCESSDENIED, MAPI_E_NO_ACCESS";
    OUT_OF_MEMORY = 0x8007_000E, "OutOfMemory", "NotEnoughMemory, ecMAPIOOM, ecPropSize, E_NOMEMORY, MAPI_E_NOT_ENOUGH_MEMORY";
    INVALID_PARAMETER = 0x8007_0057, "InvalidParameter", "ecInvalidParam, ecInvalidSession, ecBadBuffer, E_INVALIDARG, MAPI_E_INVALID_PARAMETER";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_specifications_names() {
        assert_eq!(format!("{}", ErrorCode::NOT_FOUND), "NotFound(0x8004010f)");
        assert_eq!(format!("{}", ErrorCode(0x1234_5678)), "0x12345678");
        assert_eq!(ErrorCode::LOGIN_PERM.name(), Some("LoginPermission"));
        let names: Vec<_> = ErrorCode::GENERAL_FAILURE.other_names().collect();
        assert_eq!(names, ["ecError", "E_FAIL", "MAPI_E_CALL_FAILED", "SYNC_E_ERROR"]);
        assert_eq!(ErrorCode(0x1234_5678).other_names().count(), 0);
        assert_eq!(ErrorCode::RPC_X_BAD_STUB_DATA.other_names().count(), 0);
    }

    #[test]
    fn the_engines_codes_are_named_where_no_other_is() {
        assert_eq!(ErrorCode(0xFFFF_F8F0).name(), Some("IsamErrorDiskFull"));
        // As the Extensible Storage Engine counts: JET_errDiskFull is -1808.
        assert_eq!(ErrorCode::ISAM_ERROR_DISK_FULL.0.cast_signed(), -1808);
        assert_eq!(
            ErrorCode::ISAM_WARNING_BUFFER_TRUNCATED,
            ErrorCode::BAD_CONFIGURATION
        );
        assert_eq!(ErrorCode::BAD_CONFIGURATION.name(), Some("BadConfiguration"));
        assert_eq!(ErrorCode::OBJECT_LOCKED.name(), Some("RPC_S_SERVER_TOO_BUSY"));
        assert!(
            ErrorCode::OBJECT_LOCKED
                .other_names()
                .any(|name| name == "ecObjectLocked")
        );
    }

    #[test]
    fn warnings_are_neither_success_nor_error() {
        let warnings = (0..=u32::from(u16::MAX)).map(|n| ErrorCode(0x0004_0000 | n));
        let named: Vec<_> = warnings.clone().filter(|code| code.name().is_some()).collect();
        let warned: Vec<_> = warnings.filter(|code| code.is_warning()).collect();
        assert_eq!((named.len(), &named), (6, &warned));
        assert!(!ErrorCode::SUCCESS.is_warning() && !ErrorCode::ERRORS_RETURNED.is_success());
    }
}
