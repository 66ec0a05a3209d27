//! Generated from `data/properties.tsv` by `cargo run -p ropeway-types --example generate_properties`:
//! edit the table, not this file.

use crate::tag::PropertyTag;

/// PidTagTemplateData, PtypBinary.
pub const TEMPLATE_DATA: PropertyTag = PropertyTag(0x0001_0102);
/// PidTagAlternateRecipientAllowed, PtypBoolean.
pub const ALTERNATE_RECIPIENT_ALLOWED: PropertyTag = PropertyTag(0x0002_000B);
/// PidTagAutoForwardComment, PtypString.
pub const AUTO_FORWARD_COMMENT: PropertyTag = PropertyTag(0x0004_001F);
/// PidTagScriptData, PtypBinary.
pub const SCRIPT_DATA: PropertyTag = PropertyTag(0x0004_0102);
/// PidTagAutoForwarded, PtypBoolean.
pub const AUTO_FORWARDED: PropertyTag = PropertyTag(0x0005_000B);
/// PidTagDeferredDeliveryTime, PtypTime.
pub const DEFERRED_DELIVERY_TIME: PropertyTag = PropertyTag(0x000F_0040);
/// PidTagDeliverTime, PtypTime.
pub const DELIVER_TIME: PropertyTag = PropertyTag(0x0010_0040);
/// PidTagExpiryTime, PtypTime.
pub const EXPIRY_TIME: PropertyTag = PropertyTag(0x0015_0040);
/// PidTagImportance, PtypInteger32.
pub const IMPORTANCE: PropertyTag = PropertyTag(0x0017_0003);
/// PidTagLatestDeliveryTime, PtypTime.
pub const LATEST_DELIVERY_TIME: PropertyTag = PropertyTag(0x0019_0040);
/// PidTagMessageClass, PtypString.
pub const MESSAGE_CLASS: PropertyTag = PropertyTag(0x001A_001F);
/// PidTagOriginatorDeliveryReportRequested, PtypBoolean.
pub const ORIGINATOR_DELIVERY_REPORT_REQUESTED: PropertyTag = PropertyTag(0x0023_000B);
/// PidTagParentKey, PtypBinary.
pub const PARENT_KEY: PropertyTag = PropertyTag(0x0025_0102);
/// PidTagPriority, PtypInteger32.
pub const PRIORITY: PropertyTag = PropertyTag(0x0026_0003);
/// PidTagReadReceiptRequested, PtypBoolean.
pub const READ_RECEIPT_REQUESTED: PropertyTag = PropertyTag(0x0029_000B);
/// PidTagReceiptTime, PtypTime.
pub const RECEIPT_TIME: PropertyTag = PropertyTag(0x002A_0040);
/// PidTagRecipientReassignmentProhibited, PtypBoolean.
pub const RECIPIENT_REASSIGNMENT_PROHIBITED: PropertyTag = PropertyTag(0x002B_000B);
/// PidTagOriginalSensitivity, PtypInteger32.
pub const ORIGINAL_SENSITIVITY: PropertyTag = PropertyTag(0x002E_0003);
/// PidTagReplyTime, PtypTime.
pub const REPLY_TIME: PropertyTag = PropertyTag(0x0030_0040);
/// PidTagReportTag, PtypBinary.
pub const REPORT_TAG: PropertyTag = PropertyTag(0x0031_0102);
/// PidTagReportTime, PtypTime.
pub const REPORT_TIME: PropertyTag = PropertyTag(0x0032_0040);
/// PidTagSensitivity, PtypInteger32.
pub const SENSITIVITY: PropertyTag = PropertyTag(0x0036_0003);
/// PidTagSubject, PtypString.
pub const SUBJECT: PropertyTag = PropertyTag(0x0037_001F);
/// PidTagClientSubmitTime, PtypTime.
pub const CLIENT_SUBMIT_TIME: PropertyTag = PropertyTag(0x0039_0040);
/// PidTagReportName, PtypString.
pub const REPORT_NAME: PropertyTag = PropertyTag(0x003A_001F);
/// PidTagSentRepresentingSearchKey, PtypBinary.
pub const SENT_REPRESENTING_SEARCH_KEY: PropertyTag = PropertyTag(0x003B_0102);
/// PidTagSubjectPrefix, PtypString.
pub const SUBJECT_PREFIX: PropertyTag = PropertyTag(0x003D_001F);
/// PidTagReceivedByEntryId, PtypBinary.
pub const RECEIVED_BY_ENTRY_ID: PropertyTag = PropertyTag(0x003F_0102);
/// PidTagReceivedByName, PtypString.
pub const RECEIVED_BY_NAME: PropertyTag = PropertyTag(0x0040_001F);
/// PidTagSentRepresentingEntryId, PtypBinary.
pub const SENT_REPRESENTING_ENTRY_ID: PropertyTag = PropertyTag(0x0041_0102);
/// PidTagSentRepresentingName, PtypString.
pub const SENT_REPRESENTING_NAME: PropertyTag = PropertyTag(0x0042_001F);
/// PidTagReceivedRepresentingEntryId, PtypBinary.
pub const RECEIVED_REPRESENTING_ENTRY_ID: PropertyTag = PropertyTag(0x0043_0102);
/// PidTagReceivedRepresentingName, PtypString.
pub const RECEIVED_REPRESENTING_NAME: PropertyTag = PropertyTag(0x0044_001F);
/// PidTagReportEntryId, PtypBinary.
pub const REPORT_ENTRY_ID: PropertyTag = PropertyTag(0x0045_0102);
/// PidTagReadReceiptEntryId, PtypBinary.
pub const READ_RECEIPT_ENTRY_ID: PropertyTag = PropertyTag(0x0046_0102);
/// PidTagMessageSubmissionId, PtypBinary.
pub const MESSAGE_SUBMISSION_ID: PropertyTag = PropertyTag(0x0047_0102);
/// PidTagProviderSubmitTime, PtypTime.
pub const PROVIDER_SUBMIT_TIME: PropertyTag = PropertyTag(0x0048_0040);
/// PidTagOriginalSubject, PtypString.
pub const ORIGINAL_SUBJECT: PropertyTag = PropertyTag(0x0049_001F);
/// PidTagOriginalMessageClass, PtypString.
pub const ORIGINAL_MESSAGE_CLASS: PropertyTag = PropertyTag(0x004B_001F);
/// PidTagOriginalAuthorEntryId, PtypBinary.
pub const ORIGINAL_AUTHOR_ENTRY_ID: PropertyTag = PropertyTag(0x004C_0102);
/// PidTagOriginalAuthorName, PtypString.
pub const ORIGINAL_AUTHOR_NAME: PropertyTag = PropertyTag(0x004D_001F);
/// PidTagOriginalSubmitTime, PtypTime.
pub const ORIGINAL_SUBMIT_TIME: PropertyTag = PropertyTag(0x004E_0040);
/// PidTagReplyRecipientEntries, PtypBinary.
pub const REPLY_RECIPIENT_ENTRIES: PropertyTag = PropertyTag(0x004F_0102);
/// PidTagReplyRecipientNames, PtypString.
pub const REPLY_RECIPIENT_NAMES: PropertyTag = PropertyTag(0x0050_001F);
/// PidTagReceivedBySearchKey, PtypBinary.
pub const RECEIVED_BY_SEARCH_KEY: PropertyTag = PropertyTag(0x0051_0102);
/// PidTagReceivedRepresentingSearchKey, PtypBinary.
pub const RECEIVED_REPRESENTING_SEARCH_KEY: PropertyTag = PropertyTag(0x0052_0102);
/// PidTagReadReceiptSearchKey, PtypBinary.
pub const READ_RECEIPT_SEARCH_KEY: PropertyTag = PropertyTag(0x0053_0102);
/// PidTagReportSearchKey, PtypBinary.
pub const REPORT_SEARCH_KEY: PropertyTag = PropertyTag(0x0054_0102);
/// PidTagOriginalDeliveryTime, PtypTime.
pub const ORIGINAL_DELIVERY_TIME: PropertyTag = PropertyTag(0x0055_0040);
/// PidTagMessageToMe, PtypBoolean.
pub const MESSAGE_TO_ME: PropertyTag = PropertyTag(0x0057_000B);
/// PidTagMessageCcMe, PtypBoolean.
pub const MESSAGE_CC_ME: PropertyTag = PropertyTag(0x0058_000B);
/// PidTagMessageRecipientMe, PtypBoolean.
pub const MESSAGE_RECIPIENT_ME: PropertyTag = PropertyTag(0x0059_000B);
/// PidTagOriginalSenderName, PtypString.
pub const ORIGINAL_SENDER_NAME: PropertyTag = PropertyTag(0x005A_001F);
/// PidTagOriginalSenderEntryId, PtypBinary.
pub const ORIGINAL_SENDER_ENTRY_ID: PropertyTag = PropertyTag(0x005B_0102);
/// PidTagOriginalSenderSearchKey, PtypBinary.
pub const ORIGINAL_SENDER_SEARCH_KEY: PropertyTag = PropertyTag(0x005C_0102);
/// PidTagOriginalSentRepresentingName, PtypString.
pub const ORIGINAL_SENT_REPRESENTING_NAME: PropertyTag = PropertyTag(0x005D_001F);
/// PidTagOriginalSentRepresentingEntryId, PtypBinary.
pub const ORIGINAL_SENT_REPRESENTING_ENTRY_ID: PropertyTag = PropertyTag(0x005E_0102);
/// PidTagOriginalSentRepresentingSearchKey, PtypBinary.
pub const ORIGINAL_SENT_REPRESENTING_SEARCH_KEY: PropertyTag = PropertyTag(0x005F_0102);
/// PidTagStartDate, PtypTime.
pub const START_DATE: PropertyTag = PropertyTag(0x0060_0040);
/// PidTagEndDate, PtypTime.
pub const END_DATE: PropertyTag = PropertyTag(0x0061_0040);
/// PidTagOwnerAppointmentId, PtypInteger32.
pub const OWNER_APPOINTMENT_ID: PropertyTag = PropertyTag(0x0062_0003);
/// PidTagResponseRequested, PtypBoolean.
pub const RESPONSE_REQUESTED: PropertyTag = PropertyTag(0x0063_000B);
/// PidTagSentRepresentingAddressType, PtypString.
pub const SENT_REPRESENTING_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0064_001F);
/// PidTagSentRepresentingEmailAddress, PtypString.
pub const SENT_REPRESENTING_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0065_001F);
/// PidTagOriginalSenderAddressType, PtypString.
pub const ORIGINAL_SENDER_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0066_001F);
/// PidTagOriginalSenderEmailAddress, PtypString.
pub const ORIGINAL_SENDER_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0067_001F);
/// PidTagOriginalSentRepresentingAddressType, PtypString.
pub const ORIGINAL_SENT_REPRESENTING_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0068_001F);
/// PidTagOriginalSentRepresentingEmailAddress, PtypString.
pub const ORIGINAL_SENT_REPRESENTING_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0069_001F);
/// PidTagConversationTopic, PtypString.
pub const CONVERSATION_TOPIC: PropertyTag = PropertyTag(0x0070_001F);
/// PidTagConversationIndex, PtypBinary.
pub const CONVERSATION_INDEX: PropertyTag = PropertyTag(0x0071_0102);
/// PidTagOriginalDisplayBcc, PtypString.
pub const ORIGINAL_DISPLAY_BCC: PropertyTag = PropertyTag(0x0072_001F);
/// PidTagOriginalDisplayCc, PtypString.
pub const ORIGINAL_DISPLAY_CC: PropertyTag = PropertyTag(0x0073_001F);
/// PidTagOriginalDisplayTo, PtypString.
pub const ORIGINAL_DISPLAY_TO: PropertyTag = PropertyTag(0x0074_001F);
/// PidTagReceivedByAddressType, PtypString.
pub const RECEIVED_BY_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0075_001F);
/// PidTagReceivedByEmailAddress, PtypString.
pub const RECEIVED_BY_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0076_001F);
/// PidTagReceivedRepresentingAddressType, PtypString.
pub const RECEIVED_REPRESENTING_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0077_001F);
/// PidTagReceivedRepresentingEmailAddress, PtypString.
pub const RECEIVED_REPRESENTING_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0078_001F);
/// PidTagTransportMessageHeaders, PtypString.
pub const TRANSPORT_MESSAGE_HEADERS: PropertyTag = PropertyTag(0x007D_001F);
/// PidTagTnefCorrelationKey, PtypBinary.
pub const TNEF_CORRELATION_KEY: PropertyTag = PropertyTag(0x007F_0102);
/// PidTagReportDisposition, PtypString.
pub const REPORT_DISPOSITION: PropertyTag = PropertyTag(0x0080_001F);
/// PidTagReportDispositionMode, PtypString.
pub const REPORT_DISPOSITION_MODE: PropertyTag = PropertyTag(0x0081_001F);
/// PidTagAddressBookRoomCapacity, PtypInteger32.
pub const ADDRESS_BOOK_ROOM_CAPACITY: PropertyTag = PropertyTag(0x0807_0003);
/// PidTagAddressBookRoomDescription, PtypString.
pub const ADDRESS_BOOK_ROOM_DESCRIPTION: PropertyTag = PropertyTag(0x0809_001F);
/// PidTagNonDeliveryReportReasonCode, PtypInteger32.
pub const NON_DELIVERY_REPORT_REASON_CODE: PropertyTag = PropertyTag(0x0C04_0003);
/// PidTagNonDeliveryReportDiagCode, PtypInteger32.
pub const NON_DELIVERY_REPORT_DIAG_CODE: PropertyTag = PropertyTag(0x0C05_0003);
/// PidTagNonReceiptNotificationRequested, PtypBoolean.
pub const NON_RECEIPT_NOTIFICATION_REQUESTED: PropertyTag = PropertyTag(0x0C06_000B);
/// PidTagOriginatorNonDeliveryReportRequested, PtypBoolean.
pub const ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED: PropertyTag = PropertyTag(0x0C08_000B);
/// PidTagRecipientType, PtypInteger32.
pub const RECIPIENT_TYPE: PropertyTag = PropertyTag(0x0C15_0003);
/// PidTagReplyRequested, PtypBoolean.
pub const REPLY_REQUESTED: PropertyTag = PropertyTag(0x0C17_000B);
/// PidTagSenderEntryId, PtypBinary.
pub const SENDER_ENTRY_ID: PropertyTag = PropertyTag(0x0C19_0102);
/// PidTagSenderName, PtypString.
pub const SENDER_NAME: PropertyTag = PropertyTag(0x0C1A_001F);
/// PidTagSupplementaryInfo, PtypString.
pub const SUPPLEMENTARY_INFO: PropertyTag = PropertyTag(0x0C1B_001F);
/// PidTagSenderSearchKey, PtypBinary.
pub const SENDER_SEARCH_KEY: PropertyTag = PropertyTag(0x0C1D_0102);
/// PidTagSenderAddressType, PtypString.
pub const SENDER_ADDRESS_TYPE: PropertyTag = PropertyTag(0x0C1E_001F);
/// PidTagSenderEmailAddress, PtypString.
pub const SENDER_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x0C1F_001F);
/// PidTagNonDeliveryReportStatusCode, PtypInteger32.
pub const NON_DELIVERY_REPORT_STATUS_CODE: PropertyTag = PropertyTag(0x0C20_0003);
/// PidTagRemoteMessageTransferAgent, PtypString.
pub const REMOTE_MESSAGE_TRANSFER_AGENT: PropertyTag = PropertyTag(0x0C21_001F);
/// PidTagDeleteAfterSubmit, PtypBoolean.
pub const DELETE_AFTER_SUBMIT: PropertyTag = PropertyTag(0x0E01_000B);
/// PidTagDisplayBcc, PtypString.
pub const DISPLAY_BCC: PropertyTag = PropertyTag(0x0E02_001F);
/// PidTagDisplayCc, PtypString.
pub const DISPLAY_CC: PropertyTag = PropertyTag(0x0E03_001F);
/// PidTagDisplayTo, PtypString.
pub const DISPLAY_TO: PropertyTag = PropertyTag(0x0E04_001F);
/// PidTagMessageDeliveryTime, PtypTime.
pub const MESSAGE_DELIVERY_TIME: PropertyTag = PropertyTag(0x0E06_0040);
/// PidTagMessageFlags, PtypInteger32.
pub const MESSAGE_FLAGS: PropertyTag = PropertyTag(0x0E07_0003);
/// PidTagMessageSize, PtypInteger32.
pub const MESSAGE_SIZE: PropertyTag = PropertyTag(0x0E08_0003);
/// PidTagMessageSizeExtended, PtypInteger64.
pub const MESSAGE_SIZE_EXTENDED: PropertyTag = PropertyTag(0x0E08_0014);
/// PidTagParentEntryId, PtypBinary.
pub const PARENT_ENTRY_ID: PropertyTag = PropertyTag(0x0E09_0102);
/// PidTagSentMailEntryId, PtypBinary.
pub const SENT_MAIL_ENTRY_ID: PropertyTag = PropertyTag(0x0E0A_0102);
/// PidTagResponsibility, PtypBoolean.
pub const RESPONSIBILITY: PropertyTag = PropertyTag(0x0E0F_000B);
/// PidTagMessageRecipients, PtypObject.
pub const MESSAGE_RECIPIENTS: PropertyTag = PropertyTag(0x0E12_000D);
/// PidTagMessageAttachments, PtypObject.
pub const MESSAGE_ATTACHMENTS: PropertyTag = PropertyTag(0x0E13_000D);
/// PidTagSubmitFlags, PtypInteger32.
pub const SUBMIT_FLAGS: PropertyTag = PropertyTag(0x0E14_0003);
/// PidTagMessageStatus, PtypInteger32.
pub const MESSAGE_STATUS: PropertyTag = PropertyTag(0x0E17_0003);
/// PidTagHasAttachments, PtypBoolean.
pub const HAS_ATTACHMENTS: PropertyTag = PropertyTag(0x0E1B_000B);
/// PidTagNormalizedSubject, PtypString.
pub const NORMALIZED_SUBJECT: PropertyTag = PropertyTag(0x0E1D_001F);
/// PidTagRtfInSync, PtypBoolean.
pub const RTF_IN_SYNC: PropertyTag = PropertyTag(0x0E1F_000B);
/// PidTagAttachSize, PtypInteger32.
pub const ATTACH_SIZE: PropertyTag = PropertyTag(0x0E20_0003);
/// PidTagAttachNumber, PtypInteger32.
pub const ATTACH_NUMBER: PropertyTag = PropertyTag(0x0E21_0003);
/// PidTagInternetArticleNumber, PtypInteger32.
pub const INTERNET_ARTICLE_NUMBER: PropertyTag = PropertyTag(0x0E23_0003);
/// PidTagPrimarySendAccount, PtypString.
pub const PRIMARY_SEND_ACCOUNT: PropertyTag = PropertyTag(0x0E28_001F);
/// PidTagNextSendAcct, PtypString.
pub const NEXT_SEND_ACCT: PropertyTag = PropertyTag(0x0E29_001F);
/// PidTagToDoItemFlags, PtypInteger32.
pub const TO_DO_ITEM_FLAGS: PropertyTag = PropertyTag(0x0E2B_0003);
/// PidTagSwappedToDoStore, PtypBinary.
pub const SWAPPED_TO_DO_STORE: PropertyTag = PropertyTag(0x0E2C_0102);
/// PidTagSwappedToDoData, PtypBinary.
pub const SWAPPED_TO_DO_DATA: PropertyTag = PropertyTag(0x0E2D_0102);
/// PidTagRead, PtypBoolean.
pub const READ: PropertyTag = PropertyTag(0x0E69_000B);
/// PidTagSecurityDescriptorAsXml, PtypString.
pub const SECURITY_DESCRIPTOR_AS_XML: PropertyTag = PropertyTag(0x0E6A_001F);
/// PidTagTrustSender, PtypInteger32.
pub const TRUST_SENDER: PropertyTag = PropertyTag(0x0E79_0003);
/// PidTagExchangeNTSecurityDescriptor, PtypBinary.
pub const EXCHANGE_NT_SECURITY_DESCRIPTOR: PropertyTag = PropertyTag(0x0E84_0102);
/// PidTagExtendedRuleMessageActions, PtypBinary.
pub const EXTENDED_RULE_MESSAGE_ACTIONS: PropertyTag = PropertyTag(0x0E99_0102);
/// PidTagExtendedRuleMessageCondition, PtypBinary.
pub const EXTENDED_RULE_MESSAGE_CONDITION: PropertyTag = PropertyTag(0x0E9A_0102);
/// PidTagExtendedRuleSizeLimit, PtypInteger32.
pub const EXTENDED_RULE_SIZE_LIMIT: PropertyTag = PropertyTag(0x0E9B_0003);
/// PidTagAccess, PtypInteger32.
pub const ACCESS: PropertyTag = PropertyTag(0x0FF4_0003);
/// PidTagRowType, PtypInteger32.
pub const ROW_TYPE: PropertyTag = PropertyTag(0x0FF5_0003);
/// PidTagInstanceKey, PtypBinary.
pub const INSTANCE_KEY: PropertyTag = PropertyTag(0x0FF6_0102);
/// PidTagAccessLevel, PtypInteger32.
pub const ACCESS_LEVEL: PropertyTag = PropertyTag(0x0FF7_0003);
/// PidTagMappingSignature, PtypBinary.
pub const MAPPING_SIGNATURE: PropertyTag = PropertyTag(0x0FF8_0102);
/// PidTagRecordKey, PtypBinary.
pub const RECORD_KEY: PropertyTag = PropertyTag(0x0FF9_0102);
/// PidTagStoreEntryId, PtypBinary.
pub const STORE_ENTRY_ID: PropertyTag = PropertyTag(0x0FFB_0102);
/// PidTagObjectType, PtypInteger32.
pub const OBJECT_TYPE: PropertyTag = PropertyTag(0x0FFE_0003);
/// PidTagEntryId, PtypBinary.
pub const ENTRY_ID: PropertyTag = PropertyTag(0x0FFF_0102);
/// PidTagBody, PtypString.
pub const BODY: PropertyTag = PropertyTag(0x1000_001F);
/// PidTagReportText, PtypString.
pub const REPORT_TEXT: PropertyTag = PropertyTag(0x1001_001F);
/// PidTagRtfCompressed, PtypBinary.
pub const RTF_COMPRESSED: PropertyTag = PropertyTag(0x1009_0102);
/// PidTagBodyHtml, PtypString.
pub const BODY_HTML: PropertyTag = PropertyTag(0x1013_001F);
/// PidTagHtml, PtypBinary.
pub const HTML: PropertyTag = PropertyTag(0x1013_0102);
/// PidTagBodyContentLocation, PtypString.
pub const BODY_CONTENT_LOCATION: PropertyTag = PropertyTag(0x1014_001F);
/// PidTagBodyContentId, PtypString.
pub const BODY_CONTENT_ID: PropertyTag = PropertyTag(0x1015_001F);
/// PidTagNativeBody, PtypInteger32.
pub const NATIVE_BODY: PropertyTag = PropertyTag(0x1016_0003);
/// PidTagInternetMessageId, PtypString.
pub const INTERNET_MESSAGE_ID: PropertyTag = PropertyTag(0x1035_001F);
/// PidTagInternetReferences, PtypString.
pub const INTERNET_REFERENCES: PropertyTag = PropertyTag(0x1039_001F);
/// PidTagInReplyToId, PtypString.
pub const IN_REPLY_TO_ID: PropertyTag = PropertyTag(0x1042_001F);
/// PidTagListHelp, PtypString.
pub const LIST_HELP: PropertyTag = PropertyTag(0x1043_001F);
/// PidTagListSubscribe, PtypString.
pub const LIST_SUBSCRIBE: PropertyTag = PropertyTag(0x1044_001F);
/// PidTagListUnsubscribe, PtypString.
pub const LIST_UNSUBSCRIBE: PropertyTag = PropertyTag(0x1045_001F);
/// PidTagOriginalMessageId, PtypString.
pub const ORIGINAL_MESSAGE_ID: PropertyTag = PropertyTag(0x1046_001F);
/// PidTagIconIndex, PtypInteger32.
pub const ICON_INDEX: PropertyTag = PropertyTag(0x1080_0003);
/// PidTagLastVerbExecuted, PtypInteger32.
pub const LAST_VERB_EXECUTED: PropertyTag = PropertyTag(0x1081_0003);
/// PidTagLastVerbExecutionTime, PtypTime.
pub const LAST_VERB_EXECUTION_TIME: PropertyTag = PropertyTag(0x1082_0040);
/// PidTagFlagStatus, PtypInteger32.
pub const FLAG_STATUS: PropertyTag = PropertyTag(0x1090_0003);
/// PidTagFlagCompleteTime, PtypTime.
pub const FLAG_COMPLETE_TIME: PropertyTag = PropertyTag(0x1091_0040);
/// PidTagFollowupIcon, PtypInteger32.
pub const FOLLOWUP_ICON: PropertyTag = PropertyTag(0x1095_0003);
/// PidTagBlockStatus, PtypInteger32.
pub const BLOCK_STATUS: PropertyTag = PropertyTag(0x1096_0003);
/// PidTagICalendarStartTime, PtypTime.
pub const ICALENDAR_START_TIME: PropertyTag = PropertyTag(0x10C3_0040);
/// PidTagICalendarEndTime, PtypTime.
pub const ICALENDAR_END_TIME: PropertyTag = PropertyTag(0x10C4_0040);
/// PidTagCdoRecurrenceid, PtypTime.
pub const CDO_RECURRENCEID: PropertyTag = PropertyTag(0x10C5_0040);
/// PidTagICalendarReminderNextTime, PtypTime.
pub const ICALENDAR_REMINDER_NEXT_TIME: PropertyTag = PropertyTag(0x10CA_0040);
/// PidTagAttributeHidden, PtypBoolean.
pub const ATTRIBUTE_HIDDEN: PropertyTag = PropertyTag(0x10F4_000B);
/// PidTagAttributeReadOnly, PtypBoolean.
pub const ATTRIBUTE_READ_ONLY: PropertyTag = PropertyTag(0x10F6_000B);
/// PidTagRowid, PtypInteger32.
pub const ROWID: PropertyTag = PropertyTag(0x3000_0003);
/// PidTagDisplayName, PtypString.
pub const DISPLAY_NAME: PropertyTag = PropertyTag(0x3001_001F);
/// PidTagAddressType, PtypString.
pub const ADDRESS_TYPE: PropertyTag = PropertyTag(0x3002_001F);
/// PidTagEmailAddress, PtypString.
pub const EMAIL_ADDRESS: PropertyTag = PropertyTag(0x3003_001F);
/// PidTagComment, PtypString.
pub const COMMENT: PropertyTag = PropertyTag(0x3004_001F);
/// PidTagDepth, PtypInteger32.
pub const DEPTH: PropertyTag = PropertyTag(0x3005_0003);
/// PidTagCreationTime, PtypTime.
pub const CREATION_TIME: PropertyTag = PropertyTag(0x3007_0040);
/// PidTagLastModificationTime, PtypTime.
pub const LAST_MODIFICATION_TIME: PropertyTag = PropertyTag(0x3008_0040);
/// PidTagSearchKey, PtypBinary.
pub const SEARCH_KEY: PropertyTag = PropertyTag(0x300B_0102);
/// PidTagTargetEntryId, PtypBinary.
pub const TARGET_ENTRY_ID: PropertyTag = PropertyTag(0x3010_0102);
/// PidTagConversationId, PtypBinary.
pub const CONVERSATION_ID: PropertyTag = PropertyTag(0x3013_0102);
/// PidTagConversationIndexTracking, PtypBoolean.
pub const CONVERSATION_INDEX_TRACKING: PropertyTag = PropertyTag(0x3016_000B);
/// PidTagArchiveTag, PtypBinary.
pub const ARCHIVE_TAG: PropertyTag = PropertyTag(0x3018_0102);
/// PidTagPolicyTag, PtypBinary.
pub const POLICY_TAG: PropertyTag = PropertyTag(0x3019_0102);
/// PidTagRetentionPeriod, PtypInteger32.
pub const RETENTION_PERIOD: PropertyTag = PropertyTag(0x301A_0003);
/// PidTagStartDateEtc, PtypBinary.
pub const START_DATE_ETC: PropertyTag = PropertyTag(0x301B_0102);
/// PidTagRetentionDate, PtypTime.
pub const RETENTION_DATE: PropertyTag = PropertyTag(0x301C_0040);
/// PidTagRetentionFlags, PtypInteger32.
pub const RETENTION_FLAGS: PropertyTag = PropertyTag(0x301D_0003);
/// PidTagArchivePeriod, PtypInteger32.
pub const ARCHIVE_PERIOD: PropertyTag = PropertyTag(0x301E_0003);
/// PidTagArchiveDate, PtypTime.
pub const ARCHIVE_DATE: PropertyTag = PropertyTag(0x301F_0040);
/// PidTagStoreSupportMask, PtypInteger32.
pub const STORE_SUPPORT_MASK: PropertyTag = PropertyTag(0x340D_0003);
/// PidTagStoreState, PtypInteger32.
pub const STORE_STATE: PropertyTag = PropertyTag(0x340E_0003);
/// PidTagContainerFlags, PtypInteger32.
pub const CONTAINER_FLAGS: PropertyTag = PropertyTag(0x3600_0003);
/// PidTagFolderType, PtypInteger32.
pub const FOLDER_TYPE: PropertyTag = PropertyTag(0x3601_0003);
/// PidTagContentCount, PtypInteger32.
pub const CONTENT_COUNT: PropertyTag = PropertyTag(0x3602_0003);
/// PidTagContentUnreadCount, PtypInteger32.
pub const CONTENT_UNREAD_COUNT: PropertyTag = PropertyTag(0x3603_0003);
/// PidTagSelectable, PtypBoolean.
pub const SELECTABLE: PropertyTag = PropertyTag(0x3609_000B);
/// PidTagSubfolders, PtypBoolean.
pub const SUBFOLDERS: PropertyTag = PropertyTag(0x360A_000B);
/// PidTagAnr, PtypString.
pub const ANR: PropertyTag = PropertyTag(0x360C_001F);
/// PidTagContainerHierarchy, PtypObject.
pub const CONTAINER_HIERARCHY: PropertyTag = PropertyTag(0x360E_000D);
/// PidTagContainerContents, PtypEmbeddedTable.
pub const CONTAINER_CONTENTS: PropertyTag = PropertyTag(0x360F_000D);
/// PidTagFolderAssociatedContents, PtypObject.
pub const FOLDER_ASSOCIATED_CONTENTS: PropertyTag = PropertyTag(0x3610_000D);
/// PidTagContainerClass, PtypString.
pub const CONTAINER_CLASS: PropertyTag = PropertyTag(0x3613_001F);
/// PidTagIpmAppointmentEntryId, PtypBinary.
pub const IPM_APPOINTMENT_ENTRY_ID: PropertyTag = PropertyTag(0x36D0_0102);
/// PidTagIpmContactEntryId, PtypBinary.
pub const IPM_CONTACT_ENTRY_ID: PropertyTag = PropertyTag(0x36D1_0102);
/// PidTagIpmJournalEntryId, PtypBinary.
pub const IPM_JOURNAL_ENTRY_ID: PropertyTag = PropertyTag(0x36D2_0102);
/// PidTagIpmNoteEntryId, PtypBinary.
pub const IPM_NOTE_ENTRY_ID: PropertyTag = PropertyTag(0x36D3_0102);
/// PidTagIpmTaskEntryId, PtypBinary.
pub const IPM_TASK_ENTRY_ID: PropertyTag = PropertyTag(0x36D4_0102);
/// PidTagRemindersOnlineEntryId, PtypBinary.
pub const REMINDERS_ONLINE_ENTRY_ID: PropertyTag = PropertyTag(0x36D5_0102);
/// PidTagIpmDraftsEntryId, PtypBinary.
pub const IPM_DRAFTS_ENTRY_ID: PropertyTag = PropertyTag(0x36D7_0102);
/// PidTagAdditionalRenEntryIds, PtypMultipleBinary.
pub const ADDITIONAL_REN_ENTRY_IDS: PropertyTag = PropertyTag(0x36D8_1102);
/// PidTagAdditionalRenEntryIdsEx, PtypBinary.
pub const ADDITIONAL_REN_ENTRY_IDS_EX: PropertyTag = PropertyTag(0x36D9_0102);
/// PidTagExtendedFolderFlags, PtypBinary.
pub const EXTENDED_FOLDER_FLAGS: PropertyTag = PropertyTag(0x36DA_0102);
/// PidTagOrdinalMost, PtypInteger32.
pub const ORDINAL_MOST: PropertyTag = PropertyTag(0x36E2_0003);
/// PidTagFreeBusyEntryIds, PtypMultipleBinary.
pub const FREE_BUSY_ENTRY_IDS: PropertyTag = PropertyTag(0x36E4_1102);
/// PidTagDefaultPostMessageClass, PtypString.
pub const DEFAULT_POST_MESSAGE_CLASS: PropertyTag = PropertyTag(0x36E5_001F);
/// PidTagAttachDataObject, PtypObject.
pub const ATTACH_DATA_OBJECT: PropertyTag = PropertyTag(0x3701_000D);
/// PidTagAttachDataBinary, PtypBinary.
pub const ATTACH_DATA_BINARY: PropertyTag = PropertyTag(0x3701_0102);
/// PidTagAttachEncoding, PtypBinary.
pub const ATTACH_ENCODING: PropertyTag = PropertyTag(0x3702_0102);
/// PidTagAttachExtension, PtypString.
pub const ATTACH_EXTENSION: PropertyTag = PropertyTag(0x3703_001F);
/// PidTagAttachFilename, PtypString.
pub const ATTACH_FILENAME: PropertyTag = PropertyTag(0x3704_001F);
/// PidTagAttachMethod, PtypInteger32.
pub const ATTACH_METHOD: PropertyTag = PropertyTag(0x3705_0003);
/// PidTagAttachLongFilename, PtypString.
pub const ATTACH_LONG_FILENAME: PropertyTag = PropertyTag(0x3707_001F);
/// PidTagAttachPathname, PtypString.
pub const ATTACH_PATHNAME: PropertyTag = PropertyTag(0x3708_001F);
/// PidTagAttachRendering, PtypBinary.
pub const ATTACH_RENDERING: PropertyTag = PropertyTag(0x3709_0102);
/// PidTagAttachTag, PtypBinary.
pub const ATTACH_TAG: PropertyTag = PropertyTag(0x370A_0102);
/// PidTagRenderingPosition, PtypInteger32.
pub const RENDERING_POSITION: PropertyTag = PropertyTag(0x370B_0003);
/// PidTagAttachTransportName, PtypString.
pub const ATTACH_TRANSPORT_NAME: PropertyTag = PropertyTag(0x370C_001F);
/// PidTagAttachLongPathname, PtypString.
pub const ATTACH_LONG_PATHNAME: PropertyTag = PropertyTag(0x370D_001F);
/// PidTagAttachMimeTag, PtypString.
pub const ATTACH_MIME_TAG: PropertyTag = PropertyTag(0x370E_001F);
/// PidTagAttachAdditionalInformation, PtypBinary.
pub const ATTACH_ADDITIONAL_INFORMATION: PropertyTag = PropertyTag(0x370F_0102);
/// PidTagAttachContentBase, PtypString.
pub const ATTACH_CONTENT_BASE: PropertyTag = PropertyTag(0x3711_001F);
/// PidTagAttachContentId, PtypString.
pub const ATTACH_CONTENT_ID: PropertyTag = PropertyTag(0x3712_001F);
/// PidTagAttachContentLocation, PtypString.
pub const ATTACH_CONTENT_LOCATION: PropertyTag = PropertyTag(0x3713_001F);
/// PidTagAttachFlags, PtypInteger32.
pub const ATTACH_FLAGS: PropertyTag = PropertyTag(0x3714_0003);
/// PidTagAttachPayloadProviderGuidString, PtypString.
pub const ATTACH_PAYLOAD_PROVIDER_GUID_STRING: PropertyTag = PropertyTag(0x3719_001F);
/// PidTagAttachPayloadClass, PtypString.
pub const ATTACH_PAYLOAD_CLASS: PropertyTag = PropertyTag(0x371A_001F);
/// PidTagTextAttachmentCharset, PtypString.
pub const TEXT_ATTACHMENT_CHARSET: PropertyTag = PropertyTag(0x371B_001F);
/// PidTagDisplayType, PtypInteger32.
pub const DISPLAY_TYPE: PropertyTag = PropertyTag(0x3900_0003);
/// PidTagTemplateid, PtypBinary.
pub const TEMPLATEID: PropertyTag = PropertyTag(0x3902_0102);
/// PidTagDisplayTypeEx, PtypInteger32.
pub const DISPLAY_TYPE_EX: PropertyTag = PropertyTag(0x3905_0003);
/// PidTagSmtpAddress, PtypString.
pub const SMTP_ADDRESS: PropertyTag = PropertyTag(0x39FE_001F);
/// PidTagAddressBookDisplayNamePrintable, PtypString.
pub const ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE: PropertyTag = PropertyTag(0x39FF_001F);
/// PidTagAccount, PtypString.
pub const ACCOUNT: PropertyTag = PropertyTag(0x3A00_001F);
/// PidTagCallbackTelephoneNumber, PtypString.
pub const CALLBACK_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A02_001F);
/// PidTagGeneration, PtypString.
pub const GENERATION: PropertyTag = PropertyTag(0x3A05_001F);
/// PidTagGivenName, PtypString.
pub const GIVEN_NAME: PropertyTag = PropertyTag(0x3A06_001F);
/// PidTagGovernmentIdNumber, PtypString.
pub const GOVERNMENT_ID_NUMBER: PropertyTag = PropertyTag(0x3A07_001F);
/// PidTagBusinessTelephoneNumber, PtypString.
pub const BUSINESS_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A08_001F);
/// PidTagHomeTelephoneNumber, PtypString.
pub const HOME_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A09_001F);
/// PidTagInitials, PtypString.
pub const INITIALS: PropertyTag = PropertyTag(0x3A0A_001F);
/// PidTagKeyword, PtypString.
pub const KEYWORD: PropertyTag = PropertyTag(0x3A0B_001F);
/// PidTagLanguage, PtypString.
pub const LANGUAGE: PropertyTag = PropertyTag(0x3A0C_001F);
/// PidTagLocation, PtypString.
pub const LOCATION: PropertyTag = PropertyTag(0x3A0D_001F);
/// PidTagMessageHandlingSystemCommonName, PtypString.
pub const MESSAGE_HANDLING_SYSTEM_COMMON_NAME: PropertyTag = PropertyTag(0x3A0F_001F);
/// PidTagOrganizationalIdNumber, PtypString.
pub const ORGANIZATIONAL_ID_NUMBER: PropertyTag = PropertyTag(0x3A10_001F);
/// PidTagSurname, PtypString.
pub const SURNAME: PropertyTag = PropertyTag(0x3A11_001F);
/// PidTagOriginalEntryId, PtypBinary.
pub const ORIGINAL_ENTRY_ID: PropertyTag = PropertyTag(0x3A12_0102);
/// PidTagPostalAddress, PtypString.
pub const POSTAL_ADDRESS: PropertyTag = PropertyTag(0x3A15_001F);
/// PidTagCompanyName, PtypString.
pub const COMPANY_NAME: PropertyTag = PropertyTag(0x3A16_001F);
/// PidTagTitle, PtypString.
pub const TITLE: PropertyTag = PropertyTag(0x3A17_001F);
/// PidTagDepartmentName, PtypString.
pub const DEPARTMENT_NAME: PropertyTag = PropertyTag(0x3A18_001F);
/// PidTagOfficeLocation, PtypString.
pub const OFFICE_LOCATION: PropertyTag = PropertyTag(0x3A19_001F);
/// PidTagPrimaryTelephoneNumber, PtypString.
pub const PRIMARY_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1A_001F);
/// PidTagBusiness2TelephoneNumber, PtypString.
pub const BUSINESS2_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1B_001F);
/// PidTagBusiness2TelephoneNumbers, PtypMultipleString.
pub const BUSINESS2_TELEPHONE_NUMBERS: PropertyTag = PropertyTag(0x3A1B_101F);
/// PidTagMobileTelephoneNumber, PtypString.
pub const MOBILE_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1C_001F);
/// PidTagRadioTelephoneNumber, PtypString.
pub const RADIO_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1D_001F);
/// PidTagCarTelephoneNumber, PtypString.
pub const CAR_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1E_001F);
/// PidTagOtherTelephoneNumber, PtypString.
pub const OTHER_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A1F_001F);
/// PidTagTransmittableDisplayName, PtypString.
pub const TRANSMITTABLE_DISPLAY_NAME: PropertyTag = PropertyTag(0x3A20_001F);
/// PidTagPagerTelephoneNumber, PtypString.
pub const PAGER_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A21_001F);
/// PidTagUserCertificate, PtypBinary.
pub const USER_CERTIFICATE: PropertyTag = PropertyTag(0x3A22_0102);
/// PidTagPrimaryFaxNumber, PtypString.
pub const PRIMARY_FAX_NUMBER: PropertyTag = PropertyTag(0x3A23_001F);
/// PidTagBusinessFaxNumber, PtypString.
pub const BUSINESS_FAX_NUMBER: PropertyTag = PropertyTag(0x3A24_001F);
/// PidTagHomeFaxNumber, PtypString.
pub const HOME_FAX_NUMBER: PropertyTag = PropertyTag(0x3A25_001F);
/// PidTagCountry, PtypString.
pub const COUNTRY: PropertyTag = PropertyTag(0x3A26_001F);
/// PidTagLocality, PtypString.
pub const LOCALITY: PropertyTag = PropertyTag(0x3A27_001F);
/// PidTagStateOrProvince, PtypString.
pub const STATE_OR_PROVINCE: PropertyTag = PropertyTag(0x3A28_001F);
/// PidTagStreetAddress, PtypString.
pub const STREET_ADDRESS: PropertyTag = PropertyTag(0x3A29_001F);
/// PidTagPostalCode, PtypString.
pub const POSTAL_CODE: PropertyTag = PropertyTag(0x3A2A_001F);
/// PidTagPostOfficeBox, PtypString.
pub const POST_OFFICE_BOX: PropertyTag = PropertyTag(0x3A2B_001F);
/// PidTagTelexNumber, PtypString or PtypMultipleBinary.
pub const TELEX_NUMBER: PropertyTag = PropertyTag(0x3A2C_001F);
/// PidTagIsdnNumber, PtypString.
pub const ISDN_NUMBER: PropertyTag = PropertyTag(0x3A2D_001F);
/// PidTagAssistantTelephoneNumber, PtypString.
pub const ASSISTANT_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A2E_001F);
/// PidTagHome2TelephoneNumber, PtypString.
pub const HOME2_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A2F_001F);
/// PidTagHome2TelephoneNumbers, PtypMultipleString.
pub const HOME2_TELEPHONE_NUMBERS: PropertyTag = PropertyTag(0x3A2F_101F);
/// PidTagAssistant, PtypString.
pub const ASSISTANT: PropertyTag = PropertyTag(0x3A30_001F);
/// PidTagSendRichInfo, PtypBoolean.
pub const SEND_RICH_INFO: PropertyTag = PropertyTag(0x3A40_000B);
/// PidTagWeddingAnniversary, PtypTime.
pub const WEDDING_ANNIVERSARY: PropertyTag = PropertyTag(0x3A41_0040);
/// PidTagBirthday, PtypTime.
pub const BIRTHDAY: PropertyTag = PropertyTag(0x3A42_0040);
/// PidTagHobbies, PtypString.
pub const HOBBIES: PropertyTag = PropertyTag(0x3A43_001F);
/// PidTagMiddleName, PtypString.
pub const MIDDLE_NAME: PropertyTag = PropertyTag(0x3A44_001F);
/// PidTagDisplayNamePrefix, PtypString.
pub const DISPLAY_NAME_PREFIX: PropertyTag = PropertyTag(0x3A45_001F);
/// PidTagProfession, PtypString.
pub const PROFESSION: PropertyTag = PropertyTag(0x3A46_001F);
/// PidTagReferredByName, PtypString.
pub const REFERRED_BY_NAME: PropertyTag = PropertyTag(0x3A47_001F);
/// PidTagSpouseName, PtypString.
pub const SPOUSE_NAME: PropertyTag = PropertyTag(0x3A48_001F);
/// PidTagComputerNetworkName, PtypString.
pub const COMPUTER_NETWORK_NAME: PropertyTag = PropertyTag(0x3A49_001F);
/// PidTagCustomerId, PtypString.
pub const CUSTOMER_ID: PropertyTag = PropertyTag(0x3A4A_001F);
/// PidTagTelecommunicationsDeviceForDeafTelephoneNumber, PtypString.
pub const TELECOMMUNICATIONS_DEVICE_FOR_DEAF_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A4B_001F);
/// PidTagFtpSite, PtypString.
pub const FTP_SITE: PropertyTag = PropertyTag(0x3A4C_001F);
/// PidTagGender, PtypInteger16.
pub const GENDER: PropertyTag = PropertyTag(0x3A4D_0002);
/// PidTagManagerName, PtypString.
pub const MANAGER_NAME: PropertyTag = PropertyTag(0x3A4E_001F);
/// PidTagNickname, PtypString.
pub const NICKNAME: PropertyTag = PropertyTag(0x3A4F_001F);
/// PidTagPersonalHomePage, PtypString.
pub const PERSONAL_HOME_PAGE: PropertyTag = PropertyTag(0x3A50_001F);
/// PidTagBusinessHomePage, PtypString.
pub const BUSINESS_HOME_PAGE: PropertyTag = PropertyTag(0x3A51_001F);
/// PidTagCompanyMainTelephoneNumber, PtypString.
pub const COMPANY_MAIN_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x3A57_001F);
/// PidTagChildrensNames, PtypMultipleString.
pub const CHILDRENS_NAMES: PropertyTag = PropertyTag(0x3A58_101F);
/// PidTagHomeAddressCity, PtypString.
pub const HOME_ADDRESS_CITY: PropertyTag = PropertyTag(0x3A59_001F);
/// PidTagHomeAddressCountry, PtypString.
pub const HOME_ADDRESS_COUNTRY: PropertyTag = PropertyTag(0x3A5A_001F);
/// PidTagHomeAddressPostalCode, PtypString.
pub const HOME_ADDRESS_POSTAL_CODE: PropertyTag = PropertyTag(0x3A5B_001F);
/// PidTagHomeAddressStateOrProvince, PtypString.
pub const HOME_ADDRESS_STATE_OR_PROVINCE: PropertyTag = PropertyTag(0x3A5C_001F);
/// PidTagHomeAddressStreet, PtypString.
pub const HOME_ADDRESS_STREET: PropertyTag = PropertyTag(0x3A5D_001F);
/// PidTagHomeAddressPostOfficeBox, PtypString.
pub const HOME_ADDRESS_POST_OFFICE_BOX: PropertyTag = PropertyTag(0x3A5E_001F);
/// PidTagOtherAddressCity, PtypString.
pub const OTHER_ADDRESS_CITY: PropertyTag = PropertyTag(0x3A5F_001F);
/// PidTagOtherAddressCountry, PtypString.
pub const OTHER_ADDRESS_COUNTRY: PropertyTag = PropertyTag(0x3A60_001F);
/// PidTagOtherAddressPostalCode, PtypString.
pub const OTHER_ADDRESS_POSTAL_CODE: PropertyTag = PropertyTag(0x3A61_001F);
/// PidTagOtherAddressStateOrProvince, PtypString.
pub const OTHER_ADDRESS_STATE_OR_PROVINCE: PropertyTag = PropertyTag(0x3A62_001F);
/// PidTagOtherAddressStreet, PtypString.
pub const OTHER_ADDRESS_STREET: PropertyTag = PropertyTag(0x3A63_001F);
/// PidTagOtherAddressPostOfficeBox, PtypString.
pub const OTHER_ADDRESS_POST_OFFICE_BOX: PropertyTag = PropertyTag(0x3A64_001F);
/// PidTagUserX509Certificate, PtypMultipleBinary.
pub const USER_X509_CERTIFICATE: PropertyTag = PropertyTag(0x3A70_1102);
/// PidTagSendInternetEncoding, PtypInteger32.
pub const SEND_INTERNET_ENCODING: PropertyTag = PropertyTag(0x3A71_0003);
/// PidTagInitialDetailsPane, PtypInteger32.
pub const INITIAL_DETAILS_PANE: PropertyTag = PropertyTag(0x3F08_0003);
/// PidTagInternetCodepage, PtypInteger32.
pub const INTERNET_CODEPAGE: PropertyTag = PropertyTag(0x3FDE_0003);
/// PidTagAutoResponseSuppress, PtypInteger32.
pub const AUTO_RESPONSE_SUPPRESS: PropertyTag = PropertyTag(0x3FDF_0003);
/// PidTagAccessControlListData, PtypBinary.
pub const ACCESS_CONTROL_LIST_DATA: PropertyTag = PropertyTag(0x3FE0_0102);
/// PidTagDelegatedByRule, PtypBoolean.
pub const DELEGATED_BY_RULE: PropertyTag = PropertyTag(0x3FE3_000B);
/// PidTagResolveMethod, PtypInteger32.
pub const RESOLVE_METHOD: PropertyTag = PropertyTag(0x3FE7_0003);
/// PidTagHasDeferredActionMessages, PtypBoolean.
pub const HAS_DEFERRED_ACTION_MESSAGES: PropertyTag = PropertyTag(0x3FEA_000B);
/// PidTagDeferredSendNumber, PtypInteger32.
pub const DEFERRED_SEND_NUMBER: PropertyTag = PropertyTag(0x3FEB_0003);
/// PidTagDeferredSendUnits, PtypInteger32.
pub const DEFERRED_SEND_UNITS: PropertyTag = PropertyTag(0x3FEC_0003);
/// PidTagExpiryNumber, PtypInteger32.
pub const EXPIRY_NUMBER: PropertyTag = PropertyTag(0x3FED_0003);
/// PidTagExpiryUnits, PtypInteger32.
pub const EXPIRY_UNITS: PropertyTag = PropertyTag(0x3FEE_0003);
/// PidTagDeferredSendTime, PtypTime.
pub const DEFERRED_SEND_TIME: PropertyTag = PropertyTag(0x3FEF_0040);
/// PidTagConflictEntryId, PtypBinary.
pub const CONFLICT_ENTRY_ID: PropertyTag = PropertyTag(0x3FF0_0102);
/// PidTagMessageLocaleId, PtypInteger32.
pub const MESSAGE_LOCALE_ID: PropertyTag = PropertyTag(0x3FF1_0003);
/// PidTagCreatorName, PtypString.
pub const CREATOR_NAME: PropertyTag = PropertyTag(0x3FF8_001F);
/// PidTagCreatorEntryId, PtypBinary.
pub const CREATOR_ENTRY_ID: PropertyTag = PropertyTag(0x3FF9_0102);
/// PidTagLastModifierName, PtypString.
pub const LAST_MODIFIER_NAME: PropertyTag = PropertyTag(0x3FFA_001F);
/// PidTagLastModifierEntryId, PtypBinary.
pub const LAST_MODIFIER_ENTRY_ID: PropertyTag = PropertyTag(0x3FFB_0102);
/// PidTagMessageCodepage, PtypInteger32.
pub const MESSAGE_CODEPAGE: PropertyTag = PropertyTag(0x3FFD_0003);
/// PidTagSentRepresentingFlags, PtypInteger32.
pub const SENT_REPRESENTING_FLAGS: PropertyTag = PropertyTag(0x401A_0003);
/// PidTagReadReceiptAddressType, PtypString.
pub const READ_RECEIPT_ADDRESS_TYPE: PropertyTag = PropertyTag(0x4029_001F);
/// PidTagReadReceiptEmailAddress, PtypString.
pub const READ_RECEIPT_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x402A_001F);
/// PidTagReadReceiptName, PtypString.
pub const READ_RECEIPT_NAME: PropertyTag = PropertyTag(0x402B_001F);
/// PidTagContentFilterSpamConfidenceLevel, PtypInteger32.
pub const CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL: PropertyTag = PropertyTag(0x4076_0003);
/// PidTagSenderIdStatus, PtypInteger32.
pub const SENDER_ID_STATUS: PropertyTag = PropertyTag(0x4079_0003);
/// PidTagHierRev, PtypTime.
pub const HIER_REV: PropertyTag = PropertyTag(0x4082_0040);
/// PidTagPurportedSenderDomain, PtypString.
pub const PURPORTED_SENDER_DOMAIN: PropertyTag = PropertyTag(0x4083_001F);
/// PidTagInternetMailOverrideFormat, PtypInteger32.
pub const INTERNET_MAIL_OVERRIDE_FORMAT: PropertyTag = PropertyTag(0x5902_0003);
/// PidTagMessageEditorFormat, PtypInteger32.
pub const MESSAGE_EDITOR_FORMAT: PropertyTag = PropertyTag(0x5909_0003);
/// PidTagSenderSmtpAddress, PtypString.
pub const SENDER_SMTP_ADDRESS: PropertyTag = PropertyTag(0x5D01_001F);
/// PidTagSentRepresentingSmtpAddress, PtypString.
pub const SENT_REPRESENTING_SMTP_ADDRESS: PropertyTag = PropertyTag(0x5D02_001F);
/// PidTagReadReceiptSmtpAddress, PtypString.
pub const READ_RECEIPT_SMTP_ADDRESS: PropertyTag = PropertyTag(0x5D05_001F);
/// PidTagReceivedBySmtpAddress, PtypString.
pub const RECEIVED_BY_SMTP_ADDRESS: PropertyTag = PropertyTag(0x5D07_001F);
/// PidTagReceivedRepresentingSmtpAddress, PtypString.
pub const RECEIVED_REPRESENTING_SMTP_ADDRESS: PropertyTag = PropertyTag(0x5D08_001F);
/// PidTagRecipientOrder, PtypInteger32.
pub const RECIPIENT_ORDER: PropertyTag = PropertyTag(0x5FDF_0003);
/// PidTagRecipientProposed, PtypBoolean.
pub const RECIPIENT_PROPOSED: PropertyTag = PropertyTag(0x5FE1_000B);
/// PidTagRecipientProposedStartTime, PtypTime.
pub const RECIPIENT_PROPOSED_START_TIME: PropertyTag = PropertyTag(0x5FE3_0040);
/// PidTagRecipientProposedEndTime, PtypTime.
pub const RECIPIENT_PROPOSED_END_TIME: PropertyTag = PropertyTag(0x5FE4_0040);
/// PidTagRecipientDisplayName, PtypString.
pub const RECIPIENT_DISPLAY_NAME: PropertyTag = PropertyTag(0x5FF6_001F);
/// PidTagRecipientEntryId, PtypBinary.
pub const RECIPIENT_ENTRY_ID: PropertyTag = PropertyTag(0x5FF7_0102);
/// PidTagRecipientTrackStatusTime, PtypTime.
pub const RECIPIENT_TRACK_STATUS_TIME: PropertyTag = PropertyTag(0x5FFB_0040);
/// PidTagRecipientFlags, PtypInteger32.
pub const RECIPIENT_FLAGS: PropertyTag = PropertyTag(0x5FFD_0003);
/// PidTagRecipientTrackStatus, PtypInteger32.
pub const RECIPIENT_TRACK_STATUS: PropertyTag = PropertyTag(0x5FFF_0003);
/// PidTagJunkIncludeContacts, PtypInteger32.
pub const JUNK_INCLUDE_CONTACTS: PropertyTag = PropertyTag(0x6100_0003);
/// PidTagJunkThreshold, PtypInteger32.
pub const JUNK_THRESHOLD: PropertyTag = PropertyTag(0x6101_0003);
/// PidTagJunkPermanentlyDelete, PtypInteger32.
pub const JUNK_PERMANENTLY_DELETE: PropertyTag = PropertyTag(0x6102_0003);
/// PidTagJunkAddRecipientsToSafeSendersList, PtypInteger32.
pub const JUNK_ADD_RECIPIENTS_TO_SAFE_SENDERS_LIST: PropertyTag = PropertyTag(0x6103_0003);
/// PidTagJunkPhishingEnableLinks, PtypBoolean.
pub const JUNK_PHISHING_ENABLE_LINKS: PropertyTag = PropertyTag(0x6107_000B);
/// PidTagMimeSkeleton, PtypBinary.
pub const MIME_SKELETON: PropertyTag = PropertyTag(0x64F0_0102);
/// PidTagReplyTemplateId, PtypBinary.
pub const REPLY_TEMPLATE_ID: PropertyTag = PropertyTag(0x65C2_0102);
/// PidTagSourceKey, PtypBinary.
pub const SOURCE_KEY: PropertyTag = PropertyTag(0x65E0_0102);
/// PidTagParentSourceKey, PtypBinary.
pub const PARENT_SOURCE_KEY: PropertyTag = PropertyTag(0x65E1_0102);
/// PidTagChangeKey, PtypBinary.
pub const CHANGE_KEY: PropertyTag = PropertyTag(0x65E2_0102);
/// PidTagPredecessorChangeList, PtypBinary.
pub const PREDECESSOR_CHANGE_LIST: PropertyTag = PropertyTag(0x65E3_0102);
/// PidTagRuleMessageState, PtypInteger32.
pub const RULE_MESSAGE_STATE: PropertyTag = PropertyTag(0x65E9_0003);
/// PidTagRuleMessageUserFlags, PtypInteger32.
pub const RULE_MESSAGE_USER_FLAGS: PropertyTag = PropertyTag(0x65EA_0003);
/// PidTagRuleMessageProvider, PtypString.
pub const RULE_MESSAGE_PROVIDER: PropertyTag = PropertyTag(0x65EB_001F);
/// PidTagRuleMessageName, PtypString.
pub const RULE_MESSAGE_NAME: PropertyTag = PropertyTag(0x65EC_001F);
/// PidTagRuleMessageLevel, PtypInteger32.
pub const RULE_MESSAGE_LEVEL: PropertyTag = PropertyTag(0x65ED_0003);
/// PidTagRuleMessageProviderData, PtypBinary.
pub const RULE_MESSAGE_PROVIDER_DATA: PropertyTag = PropertyTag(0x65EE_0102);
/// PidTagRuleMessageSequence, PtypInteger32.
pub const RULE_MESSAGE_SEQUENCE: PropertyTag = PropertyTag(0x65F3_0003);
/// PidTagUserEntryId, PtypBinary.
pub const USER_ENTRY_ID: PropertyTag = PropertyTag(0x6619_0102);
/// PidTagMailboxOwnerEntryId, PtypBinary.
pub const MAILBOX_OWNER_ENTRY_ID: PropertyTag = PropertyTag(0x661B_0102);
/// PidTagMailboxOwnerName, PtypString.
pub const MAILBOX_OWNER_NAME: PropertyTag = PropertyTag(0x661C_001F);
/// PidTagOutOfOfficeState, PtypBoolean.
pub const OUT_OF_OFFICE_STATE: PropertyTag = PropertyTag(0x661D_000B);
/// PidTagSchedulePlusFreeBusyEntryId, PtypBinary.
pub const SCHEDULE_PLUS_FREE_BUSY_ENTRY_ID: PropertyTag = PropertyTag(0x6622_0102);
/// PidTagSerializedReplidGuidMap, PtypBinary.
pub const SERIALIZED_REPLID_GUID_MAP: PropertyTag = PropertyTag(0x6638_0102);
/// PidTagRights, PtypInteger32.
pub const RIGHTS: PropertyTag = PropertyTag(0x6639_0003);
/// PidTagHasRules, PtypBoolean.
pub const HAS_RULES: PropertyTag = PropertyTag(0x663A_000B);
/// PidTagAddressBookEntryId, PtypBinary.
pub const ADDRESS_BOOK_ENTRY_ID: PropertyTag = PropertyTag(0x663B_0102);
/// PidTagHierarchyChangeNumber, PtypInteger32.
pub const HIERARCHY_CHANGE_NUMBER: PropertyTag = PropertyTag(0x663E_0003);
/// PidTagClientActions, PtypBinary.
pub const CLIENT_ACTIONS: PropertyTag = PropertyTag(0x6645_0102);
/// PidTagDamOriginalEntryId, PtypBinary.
pub const DAM_ORIGINAL_ENTRY_ID: PropertyTag = PropertyTag(0x6646_0102);
/// PidTagDamBackPatched, PtypBoolean.
pub const DAM_BACK_PATCHED: PropertyTag = PropertyTag(0x6647_000B);
/// PidTagRuleError, PtypInteger32.
pub const RULE_ERROR: PropertyTag = PropertyTag(0x6648_0003);
/// PidTagRuleActionType, PtypInteger32.
pub const RULE_ACTION_TYPE: PropertyTag = PropertyTag(0x6649_0003);
/// PidTagHasNamedProperties, PtypBoolean.
pub const HAS_NAMED_PROPERTIES: PropertyTag = PropertyTag(0x664A_000B);
/// PidTagRuleActionNumber, PtypInteger32.
pub const RULE_ACTION_NUMBER: PropertyTag = PropertyTag(0x6650_0003);
/// PidTagRuleFolderEntryId, PtypBinary.
pub const RULE_FOLDER_ENTRY_ID: PropertyTag = PropertyTag(0x6651_0102);
/// PidTagProhibitReceiveQuota, PtypInteger32.
pub const PROHIBIT_RECEIVE_QUOTA: PropertyTag = PropertyTag(0x666A_0003);
/// PidTagInConflict, PtypBoolean.
pub const IN_CONFLICT: PropertyTag = PropertyTag(0x666C_000B);
/// PidTagMaximumSubmitMessageSize, PtypInteger32.
pub const MAXIMUM_SUBMIT_MESSAGE_SIZE: PropertyTag = PropertyTag(0x666D_0003);
/// PidTagProhibitSendQuota, PtypInteger32.
pub const PROHIBIT_SEND_QUOTA: PropertyTag = PropertyTag(0x666E_0003);
/// PidTagMemberId, PtypInteger64.
pub const MEMBER_ID: PropertyTag = PropertyTag(0x6671_0014);
/// PidTagMemberName, PtypString.
pub const MEMBER_NAME: PropertyTag = PropertyTag(0x6672_001F);
/// PidTagMemberRights, PtypInteger32.
pub const MEMBER_RIGHTS: PropertyTag = PropertyTag(0x6673_0003);
/// PidTagRuleId, PtypInteger64.
pub const RULE_ID: PropertyTag = PropertyTag(0x6674_0014);
/// PidTagRuleIds, PtypBinary.
pub const RULE_IDS: PropertyTag = PropertyTag(0x6675_0102);
/// PidTagRuleSequence, PtypInteger32.
pub const RULE_SEQUENCE: PropertyTag = PropertyTag(0x6676_0003);
/// PidTagRuleState, PtypInteger32.
pub const RULE_STATE: PropertyTag = PropertyTag(0x6677_0003);
/// PidTagRuleUserFlags, PtypInteger32.
pub const RULE_USER_FLAGS: PropertyTag = PropertyTag(0x6678_0003);
/// PidTagRuleCondition, PtypRestriction.
pub const RULE_CONDITION: PropertyTag = PropertyTag(0x6679_00FD);
/// PidTagRuleActions, PtypRuleAction.
pub const RULE_ACTIONS: PropertyTag = PropertyTag(0x6680_00FE);
/// PidTagRuleProvider, PtypString.
pub const RULE_PROVIDER: PropertyTag = PropertyTag(0x6681_001F);
/// PidTagRuleName, PtypString.
pub const RULE_NAME: PropertyTag = PropertyTag(0x6682_001F);
/// PidTagRuleLevel, PtypInteger32.
pub const RULE_LEVEL: PropertyTag = PropertyTag(0x6683_0003);
/// PidTagRuleProviderData, PtypBinary.
pub const RULE_PROVIDER_DATA: PropertyTag = PropertyTag(0x6684_0102);
/// PidTagDeletedOn, PtypTime.
pub const DELETED_ON: PropertyTag = PropertyTag(0x668F_0040);
/// PidTagLocaleId, PtypInteger32.
pub const LOCALE_ID: PropertyTag = PropertyTag(0x66A1_0003);
/// PidTagFolderFlags, PtypInteger32.
pub const FOLDER_FLAGS: PropertyTag = PropertyTag(0x66A8_0003);
/// PidTagCodePageId, PtypInteger32.
pub const CODE_PAGE_ID: PropertyTag = PropertyTag(0x66C3_0003);
/// PidTagAddressBookManageDistributionList, PtypObject.
pub const ADDRESS_BOOK_MANAGE_DISTRIBUTION_LIST: PropertyTag = PropertyTag(0x6704_000D);
/// PidTagSortLocaleId, PtypInteger32.
pub const SORT_LOCALE_ID: PropertyTag = PropertyTag(0x6705_0003);
/// PidTagLocalCommitTime, PtypTime.
pub const LOCAL_COMMIT_TIME: PropertyTag = PropertyTag(0x6709_0040);
/// PidTagLocalCommitTimeMax, PtypTime.
pub const LOCAL_COMMIT_TIME_MAX: PropertyTag = PropertyTag(0x670A_0040);
/// PidTagDeletedCountTotal, PtypInteger32.
pub const DELETED_COUNT_TOTAL: PropertyTag = PropertyTag(0x670B_0003);
/// PidTagFlatUrlName, PtypString.
pub const FLAT_URL_NAME: PropertyTag = PropertyTag(0x670E_001F);
/// PidTagSentMailSvrEID, PtypServerId.
pub const SENT_MAIL_SVR_EID: PropertyTag = PropertyTag(0x6740_00FB);
/// PidTagDeferredActionMessageOriginalEntryId, PtypServerId.
pub const DEFERRED_ACTION_MESSAGE_ORIGINAL_ENTRY_ID: PropertyTag = PropertyTag(0x6741_00FB);
/// PidTagFolderId, PtypInteger64.
pub const FOLDER_ID: PropertyTag = PropertyTag(0x6748_0014);
/// PidTagParentFolderId, PtypInteger64.
pub const PARENT_FOLDER_ID: PropertyTag = PropertyTag(0x6749_0014);
/// PidTagMid, PtypInteger64.
pub const MID: PropertyTag = PropertyTag(0x674A_0014);
/// PidTagInstID, PtypInteger64.
pub const INST_ID: PropertyTag = PropertyTag(0x674D_0014);
/// PidTagInstanceNum, PtypInteger32.
pub const INSTANCE_NUM: PropertyTag = PropertyTag(0x674E_0003);
/// PidTagAddressBookMessageId, PtypInteger64.
pub const ADDRESS_BOOK_MESSAGE_ID: PropertyTag = PropertyTag(0x674F_0014);
/// PidTagChangeNumber, PtypInteger64.
pub const CHANGE_NUMBER: PropertyTag = PropertyTag(0x67A4_0014);
/// PidTagAssociated, PtypBoolean.
pub const ASSOCIATED: PropertyTag = PropertyTag(0x67AA_000B);
/// PidTagOfflineAddressBookName, PtypString.
pub const OFFLINE_ADDRESS_BOOK_NAME: PropertyTag = PropertyTag(0x6800_001F);
/// PidTagOfflineAddressBookSequence, PtypInteger32.
pub const OFFLINE_ADDRESS_BOOK_SEQUENCE: PropertyTag = PropertyTag(0x6801_0003);
/// PidTagVoiceMessageDuration, PtypInteger32.
pub const VOICE_MESSAGE_DURATION: PropertyTag = PropertyTag(0x6801_0003);
/// PidTagOfflineAddressBookContainerGuid, PtypString8.
pub const OFFLINE_ADDRESS_BOOK_CONTAINER_GUID: PropertyTag = PropertyTag(0x6802_001E);
/// PidTagSenderTelephoneNumber, PtypString.
pub const SENDER_TELEPHONE_NUMBER: PropertyTag = PropertyTag(0x6802_001F);
/// PidTagRwRulesStream, PtypBinary.
pub const RW_RULES_STREAM: PropertyTag = PropertyTag(0x6802_0102);
/// PidTagOfflineAddressBookMessageClass, PtypInteger32.
pub const OFFLINE_ADDRESS_BOOK_MESSAGE_CLASS: PropertyTag = PropertyTag(0x6803_0003);
/// PidTagVoiceMessageSenderName, PtypString.
pub const VOICE_MESSAGE_SENDER_NAME: PropertyTag = PropertyTag(0x6803_001F);
/// PidTagFaxNumberOfPages, PtypInteger32.
pub const FAX_NUMBER_OF_PAGES: PropertyTag = PropertyTag(0x6804_0003);
/// PidTagOfflineAddressBookDistinguishedName, PtypString8.
pub const OFFLINE_ADDRESS_BOOK_DISTINGUISHED_NAME: PropertyTag = PropertyTag(0x6804_001E);
/// PidTagVoiceMessageAttachmentOrder, PtypString.
pub const VOICE_MESSAGE_ATTACHMENT_ORDER: PropertyTag = PropertyTag(0x6805_001F);
/// PidTagOfflineAddressBookTruncatedProperties, PtypMultipleInteger32.
pub const OFFLINE_ADDRESS_BOOK_TRUNCATED_PROPERTIES: PropertyTag = PropertyTag(0x6805_1003);
/// PidTagCallId, PtypString.
pub const CALL_ID: PropertyTag = PropertyTag(0x6806_001F);
/// PidTagReportingMessageTransferAgent, PtypString.
pub const REPORTING_MESSAGE_TRANSFER_AGENT: PropertyTag = PropertyTag(0x6820_001F);
/// PidTagSearchFolderLastUsed, PtypInteger32.
pub const SEARCH_FOLDER_LAST_USED: PropertyTag = PropertyTag(0x6834_0003);
/// PidTagSearchFolderExpiration, PtypInteger32.
pub const SEARCH_FOLDER_EXPIRATION: PropertyTag = PropertyTag(0x683A_0003);
/// PidTagScheduleInfoResourceType, PtypInteger32.
pub const SCHEDULE_INFO_RESOURCE_TYPE: PropertyTag = PropertyTag(0x6841_0003);
/// PidTagSearchFolderTemplateId, PtypInteger32.
pub const SEARCH_FOLDER_TEMPLATE_ID: PropertyTag = PropertyTag(0x6841_0003);
/// PidTagScheduleInfoDelegatorWantsCopy, PtypBoolean.
pub const SCHEDULE_INFO_DELEGATOR_WANTS_COPY: PropertyTag = PropertyTag(0x6842_000B);
/// PidTagSearchFolderId, PtypBinary.
pub const SEARCH_FOLDER_ID: PropertyTag = PropertyTag(0x6842_0102);
/// PidTagWlinkGroupHeaderID, PtypBinary.
pub const WLINK_GROUP_HEADER_ID: PropertyTag = PropertyTag(0x6842_0102);
/// PidTagScheduleInfoDontMailDelegates, PtypBoolean.
pub const SCHEDULE_INFO_DONT_MAIL_DELEGATES: PropertyTag = PropertyTag(0x6843_000B);
/// PidTagSearchFolderRecreateInfo, PtypBinary.
pub const SEARCH_FOLDER_RECREATE_INFO: PropertyTag = PropertyTag(0x6844_0102);
/// PidTagScheduleInfoDelegateNames, PtypMultipleString.
pub const SCHEDULE_INFO_DELEGATE_NAMES: PropertyTag = PropertyTag(0x6844_101F);
/// PidTagSearchFolderDefinition, PtypBinary.
pub const SEARCH_FOLDER_DEFINITION: PropertyTag = PropertyTag(0x6845_0102);
/// PidTagScheduleInfoDelegateEntryIds, PtypMultipleBinary.
pub const SCHEDULE_INFO_DELEGATE_ENTRY_IDS: PropertyTag = PropertyTag(0x6845_1102);
/// PidTagSearchFolderStorageType, PtypInteger32.
pub const SEARCH_FOLDER_STORAGE_TYPE: PropertyTag = PropertyTag(0x6846_0003);
/// PidTagGatewayNeedsToRefresh, PtypBoolean.
pub const GATEWAY_NEEDS_TO_REFRESH: PropertyTag = PropertyTag(0x6846_000B);
/// PidTagFreeBusyPublishStart, PtypInteger32.
pub const FREE_BUSY_PUBLISH_START: PropertyTag = PropertyTag(0x6847_0003);
/// PidTagSearchFolderTag, PtypInteger32.
pub const SEARCH_FOLDER_TAG: PropertyTag = PropertyTag(0x6847_0003);
/// PidTagWlinkSaveStamp, PtypInteger32.
pub const WLINK_SAVE_STAMP: PropertyTag = PropertyTag(0x6847_0003);
/// PidTagFreeBusyPublishEnd, PtypInteger32.
pub const FREE_BUSY_PUBLISH_END: PropertyTag = PropertyTag(0x6848_0003);
/// PidTagSearchFolderEfpFlags, PtypInteger32.
pub const SEARCH_FOLDER_EFP_FLAGS: PropertyTag = PropertyTag(0x6848_0003);
/// PidTagWlinkType, PtypInteger32.
pub const WLINK_TYPE: PropertyTag = PropertyTag(0x6849_0003);
/// PidTagFreeBusyMessageEmailAddress, PtypString.
pub const FREE_BUSY_MESSAGE_EMAIL_ADDRESS: PropertyTag = PropertyTag(0x6849_001F);
/// PidTagWlinkFlags, PtypInteger32.
pub const WLINK_FLAGS: PropertyTag = PropertyTag(0x684A_0003);
/// PidTagScheduleInfoDelegateNamesW, PtypMultipleString.
pub const SCHEDULE_INFO_DELEGATE_NAMES_W: PropertyTag = PropertyTag(0x684A_101F);
/// PidTagScheduleInfoDelegatorWantsInfo, PtypBoolean.
pub const SCHEDULE_INFO_DELEGATOR_WANTS_INFO: PropertyTag = PropertyTag(0x684B_000B);
/// PidTagWlinkOrdinal, PtypBinary.
pub const WLINK_ORDINAL: PropertyTag = PropertyTag(0x684B_0102);
/// PidTagWlinkEntryId, PtypBinary.
pub const WLINK_ENTRY_ID: PropertyTag = PropertyTag(0x684C_0102);
/// PidTagWlinkRecordKey, PtypBinary.
pub const WLINK_RECORD_KEY: PropertyTag = PropertyTag(0x684D_0102);
/// PidTagWlinkStoreEntryId, PtypBinary.
pub const WLINK_STORE_ENTRY_ID: PropertyTag = PropertyTag(0x684E_0102);
/// PidTagWlinkFolderType, PtypBinary.
pub const WLINK_FOLDER_TYPE: PropertyTag = PropertyTag(0x684F_0102);
/// PidTagScheduleInfoMonthsMerged, PtypMultipleInteger32.
pub const SCHEDULE_INFO_MONTHS_MERGED: PropertyTag = PropertyTag(0x684F_1003);
/// PidTagWlinkGroupClsid, PtypBinary.
pub const WLINK_GROUP_CLSID: PropertyTag = PropertyTag(0x6850_0102);
/// PidTagScheduleInfoFreeBusyMerged, PtypMultipleBinary.
pub const SCHEDULE_INFO_FREE_BUSY_MERGED: PropertyTag = PropertyTag(0x6850_1102);
/// PidTagWlinkGroupName, PtypString.
pub const WLINK_GROUP_NAME: PropertyTag = PropertyTag(0x6851_001F);
/// PidTagScheduleInfoMonthsTentative, PtypMultipleInteger32.
pub const SCHEDULE_INFO_MONTHS_TENTATIVE: PropertyTag = PropertyTag(0x6851_1003);
/// PidTagWlinkSection, PtypInteger32.
pub const WLINK_SECTION: PropertyTag = PropertyTag(0x6852_0003);
/// PidTagScheduleInfoFreeBusyTentative, PtypMultipleBinary.
pub const SCHEDULE_INFO_FREE_BUSY_TENTATIVE: PropertyTag = PropertyTag(0x6852_1102);
/// PidTagWlinkCalendarColor, PtypInteger32.
pub const WLINK_CALENDAR_COLOR: PropertyTag = PropertyTag(0x6853_0003);
/// PidTagScheduleInfoMonthsBusy, PtypMultipleInteger32.
pub const SCHEDULE_INFO_MONTHS_BUSY: PropertyTag = PropertyTag(0x6853_1003);
/// PidTagWlinkAddressBookEID, PtypBinary.
pub const WLINK_ADDRESS_BOOK_EID: PropertyTag = PropertyTag(0x6854_0102);
/// PidTagScheduleInfoFreeBusyBusy, PtypMultipleBinary.
pub const SCHEDULE_INFO_FREE_BUSY_BUSY: PropertyTag = PropertyTag(0x6854_1102);
/// PidTagScheduleInfoMonthsAway, PtypMultipleInteger32.
pub const SCHEDULE_INFO_MONTHS_AWAY: PropertyTag = PropertyTag(0x6855_1003);
/// PidTagScheduleInfoFreeBusyAway, PtypMultipleBinary.
pub const SCHEDULE_INFO_FREE_BUSY_AWAY: PropertyTag = PropertyTag(0x6856_1102);
/// PidTagFreeBusyRangeTimestamp, PtypTime.
pub const FREE_BUSY_RANGE_TIMESTAMP: PropertyTag = PropertyTag(0x6868_0040);
/// PidTagFreeBusyCountMonths, PtypInteger32.
pub const FREE_BUSY_COUNT_MONTHS: PropertyTag = PropertyTag(0x6869_0003);
/// PidTagScheduleInfoAppointmentTombstone, PtypBinary.
pub const SCHEDULE_INFO_APPOINTMENT_TOMBSTONE: PropertyTag = PropertyTag(0x686A_0102);
/// PidTagDelegateFlags, PtypMultipleInteger32.
pub const DELEGATE_FLAGS: PropertyTag = PropertyTag(0x686B_1003);
/// PidTagScheduleInfoFreeBusy, PtypBinary.
pub const SCHEDULE_INFO_FREE_BUSY: PropertyTag = PropertyTag(0x686C_0102);
/// PidTagScheduleInfoAutoAcceptAppointments, PtypBoolean.
pub const SCHEDULE_INFO_AUTO_ACCEPT_APPOINTMENTS: PropertyTag = PropertyTag(0x686D_000B);
/// PidTagScheduleInfoDisallowRecurringAppts, PtypBoolean.
pub const SCHEDULE_INFO_DISALLOW_RECURRING_APPTS: PropertyTag = PropertyTag(0x686E_000B);
/// PidTagScheduleInfoDisallowOverlappingAppts, PtypBoolean.
pub const SCHEDULE_INFO_DISALLOW_OVERLAPPING_APPTS: PropertyTag = PropertyTag(0x686F_000B);
/// PidTagWlinkClientID, PtypBinary.
pub const WLINK_CLIENT_ID: PropertyTag = PropertyTag(0x6890_0102);
/// PidTagWlinkAddressBookStoreEID, PtypBinary.
pub const WLINK_ADDRESS_BOOK_STORE_EID: PropertyTag = PropertyTag(0x6891_0102);
/// PidTagWlinkROGroupType, PtypInteger32.
pub const WLINK_RO_GROUP_TYPE: PropertyTag = PropertyTag(0x6892_0003);
/// PidTagViewDescriptorBinary, PtypBinary.
pub const VIEW_DESCRIPTOR_BINARY: PropertyTag = PropertyTag(0x7001_0102);
/// PidTagViewDescriptorStrings, PtypString.
pub const VIEW_DESCRIPTOR_STRINGS: PropertyTag = PropertyTag(0x7002_001F);
/// PidTagViewDescriptorName, PtypString.
pub const VIEW_DESCRIPTOR_NAME: PropertyTag = PropertyTag(0x7006_001F);
/// PidTagViewDescriptorVersion, PtypInteger32.
pub const VIEW_DESCRIPTOR_VERSION: PropertyTag = PropertyTag(0x7007_0003);
/// PidTagRoamingDatatypes, PtypInteger32.
pub const ROAMING_DATATYPES: PropertyTag = PropertyTag(0x7C06_0003);
/// PidTagRoamingDictionary, PtypBinary.
pub const ROAMING_DICTIONARY: PropertyTag = PropertyTag(0x7C07_0102);
/// PidTagRoamingXmlStream, PtypBinary.
pub const ROAMING_XML_STREAM: PropertyTag = PropertyTag(0x7C08_0102);
/// PidTagOscSyncEnabled, PtypBoolean.
pub const OSC_SYNC_ENABLED: PropertyTag = PropertyTag(0x7C24_000B);
/// PidTagProcessed, PtypBoolean.
pub const PROCESSED: PropertyTag = PropertyTag(0x7D01_000B);
/// PidTagExceptionReplaceTime, PtypTime.
pub const EXCEPTION_REPLACE_TIME: PropertyTag = PropertyTag(0x7FF9_0040);
/// PidTagAttachmentLinkId, PtypInteger32.
pub const ATTACHMENT_LINK_ID: PropertyTag = PropertyTag(0x7FFA_0003);
/// PidTagExceptionStartTime, PtypTime.
pub const EXCEPTION_START_TIME: PropertyTag = PropertyTag(0x7FFB_0040);
/// PidTagExceptionEndTime, PtypTime.
pub const EXCEPTION_END_TIME: PropertyTag = PropertyTag(0x7FFC_0040);
/// PidTagAttachmentFlags, PtypInteger32.
pub const ATTACHMENT_FLAGS: PropertyTag = PropertyTag(0x7FFD_0003);
/// PidTagAttachmentHidden, PtypBoolean.
pub const ATTACHMENT_HIDDEN: PropertyTag = PropertyTag(0x7FFE_000B);
/// PidTagAttachmentContactPhoto, PtypBoolean.
pub const ATTACHMENT_CONTACT_PHOTO: PropertyTag = PropertyTag(0x7FFF_000B);
/// PidTagAddressBookFolderPathname, PtypString.
pub const ADDRESS_BOOK_FOLDER_PATHNAME: PropertyTag = PropertyTag(0x8004_001F);
/// PidTagAddressBookManager, PtypObject.
pub const ADDRESS_BOOK_MANAGER: PropertyTag = PropertyTag(0x8005_000D);
/// PidTagAddressBookManagerDistinguishedName, PtypString.
pub const ADDRESS_BOOK_MANAGER_DISTINGUISHED_NAME: PropertyTag = PropertyTag(0x8005_001F);
/// PidTagAddressBookHomeMessageDatabase, PtypString8 or PtypEmbeddedTable.
pub const ADDRESS_BOOK_HOME_MESSAGE_DATABASE: PropertyTag = PropertyTag(0x8006_001E);
/// PidTagAddressBookIsMemberOfDistributionList, PtypString8 or PtypEmbeddedTable.
pub const ADDRESS_BOOK_IS_MEMBER_OF_DISTRIBUTION_LIST: PropertyTag = PropertyTag(0x8008_001E);
/// PidTagAddressBookMember, PtypEmbeddedTable.
pub const ADDRESS_BOOK_MEMBER: PropertyTag = PropertyTag(0x8009_000D);
/// PidTagAddressBookOwner, PtypEmbeddedTable.
pub const ADDRESS_BOOK_OWNER: PropertyTag = PropertyTag(0x800C_000D);
/// PidTagAddressBookReports, PtypEmbeddedTable.
pub const ADDRESS_BOOK_REPORTS: PropertyTag = PropertyTag(0x800E_000D);
/// PidTagAddressBookProxyAddresses, PtypMultipleString.
pub const ADDRESS_BOOK_PROXY_ADDRESSES: PropertyTag = PropertyTag(0x800F_101F);
/// PidTagAddressBookTargetAddress, PtypString.
pub const ADDRESS_BOOK_TARGET_ADDRESS: PropertyTag = PropertyTag(0x8011_001F);
/// PidTagAddressBookPublicDelegates, PtypEmbeddedTable.
pub const ADDRESS_BOOK_PUBLIC_DELEGATES: PropertyTag = PropertyTag(0x8015_000D);
/// PidTagAddressBookOwnerBackLink, PtypEmbeddedTable.
pub const ADDRESS_BOOK_OWNER_BACK_LINK: PropertyTag = PropertyTag(0x8024_000D);
/// PidTagAddressBookExtensionAttribute1, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE1: PropertyTag = PropertyTag(0x802D_001F);
/// PidTagAddressBookExtensionAttribute2, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE2: PropertyTag = PropertyTag(0x802E_001F);
/// PidTagAddressBookExtensionAttribute3, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE3: PropertyTag = PropertyTag(0x802F_001F);
/// PidTagAddressBookExtensionAttribute4, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE4: PropertyTag = PropertyTag(0x8030_001F);
/// PidTagAddressBookExtensionAttribute5, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE5: PropertyTag = PropertyTag(0x8031_001F);
/// PidTagAddressBookExtensionAttribute6, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE6: PropertyTag = PropertyTag(0x8032_001F);
/// PidTagAddressBookExtensionAttribute7, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE7: PropertyTag = PropertyTag(0x8033_001F);
/// PidTagAddressBookExtensionAttribute8, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE8: PropertyTag = PropertyTag(0x8034_001F);
/// PidTagAddressBookExtensionAttribute9, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE9: PropertyTag = PropertyTag(0x8035_001F);
/// PidTagAddressBookExtensionAttribute10, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE10: PropertyTag = PropertyTag(0x8036_001F);
/// PidTagAddressBookObjectDistinguishedName, PtypString.
pub const ADDRESS_BOOK_OBJECT_DISTINGUISHED_NAME: PropertyTag = PropertyTag(0x803C_001F);
/// PidTagAddressBookDeliveryContentLength, PtypInteger32.
pub const ADDRESS_BOOK_DELIVERY_CONTENT_LENGTH: PropertyTag = PropertyTag(0x806A_0003);
/// PidTagAddressBookDistributionListMemberSubmitAccepted, PtypObject.
pub const ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_SUBMIT_ACCEPTED: PropertyTag = PropertyTag(0x8073_000D);
/// PidTagAddressBookNetworkAddress, PtypMultipleString.
pub const ADDRESS_BOOK_NETWORK_ADDRESS: PropertyTag = PropertyTag(0x8170_101F);
/// PidTagAddressBookExtensionAttribute11, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE11: PropertyTag = PropertyTag(0x8C57_001F);
/// PidTagAddressBookExtensionAttribute12, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE12: PropertyTag = PropertyTag(0x8C58_001F);
/// PidTagAddressBookExtensionAttribute13, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE13: PropertyTag = PropertyTag(0x8C59_001F);
/// PidTagAddressBookExtensionAttribute14, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE14: PropertyTag = PropertyTag(0x8C60_001F);
/// PidTagAddressBookExtensionAttribute15, PtypString.
pub const ADDRESS_BOOK_EXTENSION_ATTRIBUTE15: PropertyTag = PropertyTag(0x8C61_001F);
/// PidTagAddressBookX509Certificate, PtypMultipleBinary.
pub const ADDRESS_BOOK_X509_CERTIFICATE: PropertyTag = PropertyTag(0x8C6A_1102);
/// PidTagAddressBookObjectGuid, PtypBinary.
pub const ADDRESS_BOOK_OBJECT_GUID: PropertyTag = PropertyTag(0x8C6D_0102);
/// PidTagAddressBookPhoneticGivenName, PtypString.
pub const ADDRESS_BOOK_PHONETIC_GIVEN_NAME: PropertyTag = PropertyTag(0x8C8E_001F);
/// PidTagAddressBookPhoneticSurname, PtypString.
pub const ADDRESS_BOOK_PHONETIC_SURNAME: PropertyTag = PropertyTag(0x8C8F_001F);
/// PidTagAddressBookPhoneticDepartmentName, PtypString.
pub const ADDRESS_BOOK_PHONETIC_DEPARTMENT_NAME: PropertyTag = PropertyTag(0x8C90_001F);
/// PidTagAddressBookPhoneticCompanyName, PtypString.
pub const ADDRESS_BOOK_PHONETIC_COMPANY_NAME: PropertyTag = PropertyTag(0x8C91_001F);
/// PidTagAddressBookPhoneticDisplayName, PtypString.
pub const ADDRESS_BOOK_PHONETIC_DISPLAY_NAME: PropertyTag = PropertyTag(0x8C92_001F);
/// PidTagAddressBookDisplayTypeExtended, PtypInteger32.
pub const ADDRESS_BOOK_DISPLAY_TYPE_EXTENDED: PropertyTag = PropertyTag(0x8C93_0003);
/// PidTagAddressBookHierarchicalShowInDepartments, PtypEmbeddedTable.
pub const ADDRESS_BOOK_HIERARCHICAL_SHOW_IN_DEPARTMENTS: PropertyTag = PropertyTag(0x8C94_000D);
/// PidTagAddressBookRoomContainers, PtypMultipleString.
pub const ADDRESS_BOOK_ROOM_CONTAINERS: PropertyTag = PropertyTag(0x8C96_101F);
/// PidTagAddressBookHierarchicalDepartmentMembers, PtypEmbeddedTable.
pub const ADDRESS_BOOK_HIERARCHICAL_DEPARTMENT_MEMBERS: PropertyTag = PropertyTag(0x8C97_000D);
/// PidTagAddressBookHierarchicalRootDepartment, PtypString8.
pub const ADDRESS_BOOK_HIERARCHICAL_ROOT_DEPARTMENT: PropertyTag = PropertyTag(0x8C98_001E);
/// PidTagAddressBookHierarchicalParentDepartment, PtypEmbeddedTable.
pub const ADDRESS_BOOK_HIERARCHICAL_PARENT_DEPARTMENT: PropertyTag = PropertyTag(0x8C99_000D);
/// PidTagAddressBookHierarchicalChildDepartments, PtypEmbeddedTable.
pub const ADDRESS_BOOK_HIERARCHICAL_CHILD_DEPARTMENTS: PropertyTag = PropertyTag(0x8C9A_000D);
/// PidTagThumbnailPhoto, PtypBinary.
pub const THUMBNAIL_PHOTO: PropertyTag = PropertyTag(0x8C9E_0102);
/// PidTagAddressBookSeniorityIndex, PtypInteger32.
pub const ADDRESS_BOOK_SENIORITY_INDEX: PropertyTag = PropertyTag(0x8CA0_0003);
/// PidTagAddressBookOrganizationalUnitRootDistinguishedName, PtypString.
pub const ADDRESS_BOOK_ORGANIZATIONAL_UNIT_ROOT_DISTINGUISHED_NAME: PropertyTag = PropertyTag(0x8CA8_001F);
/// PidTagAddressBookSenderHintTranslations, PtypMultipleString.
pub const ADDRESS_BOOK_SENDER_HINT_TRANSLATIONS: PropertyTag = PropertyTag(0x8CAC_101F);
/// PidTagAddressBookModerationEnabled, PtypBoolean.
pub const ADDRESS_BOOK_MODERATION_ENABLED: PropertyTag = PropertyTag(0x8CB5_000B);
/// PidTagSpokenName, PtypBinary.
pub const SPOKEN_NAME: PropertyTag = PropertyTag(0x8CC2_0102);
/// PidTagAddressBookAuthorizedSenders, PtypObject.
pub const ADDRESS_BOOK_AUTHORIZED_SENDERS: PropertyTag = PropertyTag(0x8CD8_000D);
/// PidTagAddressBookUnauthorizedSenders, PtypObject.
pub const ADDRESS_BOOK_UNAUTHORIZED_SENDERS: PropertyTag = PropertyTag(0x8CD9_000D);
/// PidTagAddressBookDistributionListMemberSubmitRejected, PtypObject.
pub const ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_SUBMIT_REJECTED: PropertyTag = PropertyTag(0x8CDA_000D);
/// PidTagAddressBookDistributionListRejectMessagesFromDLMembers, PtypObject.
pub const ADDRESS_BOOK_DISTRIBUTION_LIST_REJECT_MESSAGES_FROM_DL_MEMBERS: PropertyTag = PropertyTag(0x8CDB_000D);
/// PidTagAddressBookHierarchicalIsHierarchicalGroup, PtypBoolean.
pub const ADDRESS_BOOK_HIERARCHICAL_IS_HIERARCHICAL_GROUP: PropertyTag = PropertyTag(0x8CDD_000B);
/// PidTagAddressBookDistributionListMemberCount, PtypInteger32.
pub const ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_COUNT: PropertyTag = PropertyTag(0x8CE2_0003);
/// PidTagAddressBookDistributionListExternalMemberCount, PtypInteger32.
pub const ADDRESS_BOOK_DISTRIBUTION_LIST_EXTERNAL_MEMBER_COUNT: PropertyTag = PropertyTag(0x8CE3_0003);
/// PidTagAddressBookIsMaster, PtypBoolean.
pub const ADDRESS_BOOK_IS_MASTER: PropertyTag = PropertyTag(0xFFFB_000B);
/// PidTagAddressBookParentEntryId, PtypBinary.
pub const ADDRESS_BOOK_PARENT_ENTRY_ID: PropertyTag = PropertyTag(0xFFFC_0102);
/// PidTagAddressBookContainerId, PtypInteger32.
pub const ADDRESS_BOOK_CONTAINER_ID: PropertyTag = PropertyTag(0xFFFD_0003);

/// All tags named here with their specification names, in ascending order. A tag of several properties is
/// there several times, and a property with several types has a tag for each.
pub const ALL: &[(PropertyTag, &str)] = &[
    (TEMPLATE_DATA, "PidTagTemplateData"),
    (ALTERNATE_RECIPIENT_ALLOWED, "PidTagAlternateRecipientAllowed"),
    (AUTO_FORWARD_COMMENT, "PidTagAutoForwardComment"),
    (SCRIPT_DATA, "PidTagScriptData"),
    (AUTO_FORWARDED, "PidTagAutoForwarded"),
    (DEFERRED_DELIVERY_TIME, "PidTagDeferredDeliveryTime"),
    (DELIVER_TIME, "PidTagDeliverTime"),
    (EXPIRY_TIME, "PidTagExpiryTime"),
    (IMPORTANCE, "PidTagImportance"),
    (LATEST_DELIVERY_TIME, "PidTagLatestDeliveryTime"),
    (MESSAGE_CLASS, "PidTagMessageClass"),
    (ORIGINATOR_DELIVERY_REPORT_REQUESTED, "PidTagOriginatorDeliveryReportRequested"),
    (PARENT_KEY, "PidTagParentKey"),
    (PRIORITY, "PidTagPriority"),
    (READ_RECEIPT_REQUESTED, "PidTagReadReceiptRequested"),
    (RECEIPT_TIME, "PidTagReceiptTime"),
    (RECIPIENT_REASSIGNMENT_PROHIBITED, "PidTagRecipientReassignmentProhibited"),
    (ORIGINAL_SENSITIVITY, "PidTagOriginalSensitivity"),
    (REPLY_TIME, "PidTagReplyTime"),
    (REPORT_TAG, "PidTagReportTag"),
    (REPORT_TIME, "PidTagReportTime"),
    (SENSITIVITY, "PidTagSensitivity"),
    (SUBJECT, "PidTagSubject"),
    (CLIENT_SUBMIT_TIME, "PidTagClientSubmitTime"),
    (REPORT_NAME, "PidTagReportName"),
    (SENT_REPRESENTING_SEARCH_KEY, "PidTagSentRepresentingSearchKey"),
    (SUBJECT_PREFIX, "PidTagSubjectPrefix"),
    (RECEIVED_BY_ENTRY_ID, "PidTagReceivedByEntryId"),
    (RECEIVED_BY_NAME, "PidTagReceivedByName"),
    (SENT_REPRESENTING_ENTRY_ID, "PidTagSentRepresentingEntryId"),
    (SENT_REPRESENTING_NAME, "PidTagSentRepresentingName"),
    (RECEIVED_REPRESENTING_ENTRY_ID, "PidTagReceivedRepresentingEntryId"),
    (RECEIVED_REPRESENTING_NAME, "PidTagReceivedRepresentingName"),
    (REPORT_ENTRY_ID, "PidTagReportEntryId"),
    (READ_RECEIPT_ENTRY_ID, "PidTagReadReceiptEntryId"),
    (MESSAGE_SUBMISSION_ID, "PidTagMessageSubmissionId"),
    (PROVIDER_SUBMIT_TIME, "PidTagProviderSubmitTime"),
    (ORIGINAL_SUBJECT, "PidTagOriginalSubject"),
    (ORIGINAL_MESSAGE_CLASS, "PidTagOriginalMessageClass"),
    (ORIGINAL_AUTHOR_ENTRY_ID, "PidTagOriginalAuthorEntryId"),
    (ORIGINAL_AUTHOR_NAME, "PidTagOriginalAuthorName"),
    (ORIGINAL_SUBMIT_TIME, "PidTagOriginalSubmitTime"),
    (REPLY_RECIPIENT_ENTRIES, "PidTagReplyRecipientEntries"),
    (REPLY_RECIPIENT_NAMES, "PidTagReplyRecipientNames"),
    (RECEIVED_BY_SEARCH_KEY, "PidTagReceivedBySearchKey"),
    (RECEIVED_REPRESENTING_SEARCH_KEY, "PidTagReceivedRepresentingSearchKey"),
    (READ_RECEIPT_SEARCH_KEY, "PidTagReadReceiptSearchKey"),
    (REPORT_SEARCH_KEY, "PidTagReportSearchKey"),
    (ORIGINAL_DELIVERY_TIME, "PidTagOriginalDeliveryTime"),
    (MESSAGE_TO_ME, "PidTagMessageToMe"),
    (MESSAGE_CC_ME, "PidTagMessageCcMe"),
    (MESSAGE_RECIPIENT_ME, "PidTagMessageRecipientMe"),
    (ORIGINAL_SENDER_NAME, "PidTagOriginalSenderName"),
    (ORIGINAL_SENDER_ENTRY_ID, "PidTagOriginalSenderEntryId"),
    (ORIGINAL_SENDER_SEARCH_KEY, "PidTagOriginalSenderSearchKey"),
    (ORIGINAL_SENT_REPRESENTING_NAME, "PidTagOriginalSentRepresentingName"),
    (ORIGINAL_SENT_REPRESENTING_ENTRY_ID, "PidTagOriginalSentRepresentingEntryId"),
    (ORIGINAL_SENT_REPRESENTING_SEARCH_KEY, "PidTagOriginalSentRepresentingSearchKey"),
    (START_DATE, "PidTagStartDate"),
    (END_DATE, "PidTagEndDate"),
    (OWNER_APPOINTMENT_ID, "PidTagOwnerAppointmentId"),
    (RESPONSE_REQUESTED, "PidTagResponseRequested"),
    (SENT_REPRESENTING_ADDRESS_TYPE, "PidTagSentRepresentingAddressType"),
    (SENT_REPRESENTING_EMAIL_ADDRESS, "PidTagSentRepresentingEmailAddress"),
    (ORIGINAL_SENDER_ADDRESS_TYPE, "PidTagOriginalSenderAddressType"),
    (ORIGINAL_SENDER_EMAIL_ADDRESS, "PidTagOriginalSenderEmailAddress"),
    (ORIGINAL_SENT_REPRESENTING_ADDRESS_TYPE, "PidTagOriginalSentRepresentingAddressType"),
    (ORIGINAL_SENT_REPRESENTING_EMAIL_ADDRESS, "PidTagOriginalSentRepresentingEmailAddress"),
    (CONVERSATION_TOPIC, "PidTagConversationTopic"),
    (CONVERSATION_INDEX, "PidTagConversationIndex"),
    (ORIGINAL_DISPLAY_BCC, "PidTagOriginalDisplayBcc"),
    (ORIGINAL_DISPLAY_CC, "PidTagOriginalDisplayCc"),
    (ORIGINAL_DISPLAY_TO, "PidTagOriginalDisplayTo"),
    (RECEIVED_BY_ADDRESS_TYPE, "PidTagReceivedByAddressType"),
    (RECEIVED_BY_EMAIL_ADDRESS, "PidTagReceivedByEmailAddress"),
    (RECEIVED_REPRESENTING_ADDRESS_TYPE, "PidTagReceivedRepresentingAddressType"),
    (RECEIVED_REPRESENTING_EMAIL_ADDRESS, "PidTagReceivedRepresentingEmailAddress"),
    (TRANSPORT_MESSAGE_HEADERS, "PidTagTransportMessageHeaders"),
    (TNEF_CORRELATION_KEY, "PidTagTnefCorrelationKey"),
    (REPORT_DISPOSITION, "PidTagReportDisposition"),
    (REPORT_DISPOSITION_MODE, "PidTagReportDispositionMode"),
    (ADDRESS_BOOK_ROOM_CAPACITY, "PidTagAddressBookRoomCapacity"),
    (ADDRESS_BOOK_ROOM_DESCRIPTION, "PidTagAddressBookRoomDescription"),
    (NON_DELIVERY_REPORT_REASON_CODE, "PidTagNonDeliveryReportReasonCode"),
    (NON_DELIVERY_REPORT_DIAG_CODE, "PidTagNonDeliveryReportDiagCode"),
    (NON_RECEIPT_NOTIFICATION_REQUESTED, "PidTagNonReceiptNotificationRequested"),
    (ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED, "PidTagOriginatorNonDeliveryReportRequested"),
    (RECIPIENT_TYPE, "PidTagRecipientType"),
    (REPLY_REQUESTED, "PidTagReplyRequested"),
    (SENDER_ENTRY_ID, "PidTagSenderEntryId"),
    (SENDER_NAME, "PidTagSenderName"),
    (SUPPLEMENTARY_INFO, "PidTagSupplementaryInfo"),
    (SENDER_SEARCH_KEY, "PidTagSenderSearchKey"),
    (SENDER_ADDRESS_TYPE, "PidTagSenderAddressType"),
    (SENDER_EMAIL_ADDRESS, "PidTagSenderEmailAddress"),
    (NON_DELIVERY_REPORT_STATUS_CODE, "PidTagNonDeliveryReportStatusCode"),
    (REMOTE_MESSAGE_TRANSFER_AGENT, "PidTagRemoteMessageTransferAgent"),
    (DELETE_AFTER_SUBMIT, "PidTagDeleteAfterSubmit"),
    (DISPLAY_BCC, "PidTagDisplayBcc"),
    (DISPLAY_CC, "PidTagDisplayCc"),
    (DISPLAY_TO, "PidTagDisplayTo"),
    (MESSAGE_DELIVERY_TIME, "PidTagMessageDeliveryTime"),
    (MESSAGE_FLAGS, "PidTagMessageFlags"),
    (MESSAGE_SIZE, "PidTagMessageSize"),
    (MESSAGE_SIZE_EXTENDED, "PidTagMessageSizeExtended"),
    (PARENT_ENTRY_ID, "PidTagParentEntryId"),
    (SENT_MAIL_ENTRY_ID, "PidTagSentMailEntryId"),
    (RESPONSIBILITY, "PidTagResponsibility"),
    (MESSAGE_RECIPIENTS, "PidTagMessageRecipients"),
    (MESSAGE_ATTACHMENTS, "PidTagMessageAttachments"),
    (SUBMIT_FLAGS, "PidTagSubmitFlags"),
    (MESSAGE_STATUS, "PidTagMessageStatus"),
    (HAS_ATTACHMENTS, "PidTagHasAttachments"),
    (NORMALIZED_SUBJECT, "PidTagNormalizedSubject"),
    (RTF_IN_SYNC, "PidTagRtfInSync"),
    (ATTACH_SIZE, "PidTagAttachSize"),
    (ATTACH_NUMBER, "PidTagAttachNumber"),
    (INTERNET_ARTICLE_NUMBER, "PidTagInternetArticleNumber"),
    (PRIMARY_SEND_ACCOUNT, "PidTagPrimarySendAccount"),
    (NEXT_SEND_ACCT, "PidTagNextSendAcct"),
    (TO_DO_ITEM_FLAGS, "PidTagToDoItemFlags"),
    (SWAPPED_TO_DO_STORE, "PidTagSwappedToDoStore"),
    (SWAPPED_TO_DO_DATA, "PidTagSwappedToDoData"),
    (READ, "PidTagRead"),
    (SECURITY_DESCRIPTOR_AS_XML, "PidTagSecurityDescriptorAsXml"),
    (TRUST_SENDER, "PidTagTrustSender"),
    (EXCHANGE_NT_SECURITY_DESCRIPTOR, "PidTagExchangeNTSecurityDescriptor"),
    (EXTENDED_RULE_MESSAGE_ACTIONS, "PidTagExtendedRuleMessageActions"),
    (EXTENDED_RULE_MESSAGE_CONDITION, "PidTagExtendedRuleMessageCondition"),
    (EXTENDED_RULE_SIZE_LIMIT, "PidTagExtendedRuleSizeLimit"),
    (ACCESS, "PidTagAccess"),
    (ROW_TYPE, "PidTagRowType"),
    (INSTANCE_KEY, "PidTagInstanceKey"),
    (ACCESS_LEVEL, "PidTagAccessLevel"),
    (MAPPING_SIGNATURE, "PidTagMappingSignature"),
    (RECORD_KEY, "PidTagRecordKey"),
    (STORE_ENTRY_ID, "PidTagStoreEntryId"),
    (OBJECT_TYPE, "PidTagObjectType"),
    (ENTRY_ID, "PidTagEntryId"),
    (BODY, "PidTagBody"),
    (REPORT_TEXT, "PidTagReportText"),
    (RTF_COMPRESSED, "PidTagRtfCompressed"),
    (BODY_HTML, "PidTagBodyHtml"),
    (HTML, "PidTagHtml"),
    (BODY_CONTENT_LOCATION, "PidTagBodyContentLocation"),
    (BODY_CONTENT_ID, "PidTagBodyContentId"),
    (NATIVE_BODY, "PidTagNativeBody"),
    (INTERNET_MESSAGE_ID, "PidTagInternetMessageId"),
    (INTERNET_REFERENCES, "PidTagInternetReferences"),
    (IN_REPLY_TO_ID, "PidTagInReplyToId"),
    (LIST_HELP, "PidTagListHelp"),
    (LIST_SUBSCRIBE, "PidTagListSubscribe"),
    (LIST_UNSUBSCRIBE, "PidTagListUnsubscribe"),
    (ORIGINAL_MESSAGE_ID, "PidTagOriginalMessageId"),
    (ICON_INDEX, "PidTagIconIndex"),
    (LAST_VERB_EXECUTED, "PidTagLastVerbExecuted"),
    (LAST_VERB_EXECUTION_TIME, "PidTagLastVerbExecutionTime"),
    (FLAG_STATUS, "PidTagFlagStatus"),
    (FLAG_COMPLETE_TIME, "PidTagFlagCompleteTime"),
    (FOLLOWUP_ICON, "PidTagFollowupIcon"),
    (BLOCK_STATUS, "PidTagBlockStatus"),
    (ICALENDAR_START_TIME, "PidTagICalendarStartTime"),
    (ICALENDAR_END_TIME, "PidTagICalendarEndTime"),
    (CDO_RECURRENCEID, "PidTagCdoRecurrenceid"),
    (ICALENDAR_REMINDER_NEXT_TIME, "PidTagICalendarReminderNextTime"),
    (ATTRIBUTE_HIDDEN, "PidTagAttributeHidden"),
    (ATTRIBUTE_READ_ONLY, "PidTagAttributeReadOnly"),
    (ROWID, "PidTagRowid"),
    (DISPLAY_NAME, "PidTagDisplayName"),
    (ADDRESS_TYPE, "PidTagAddressType"),
    (EMAIL_ADDRESS, "PidTagEmailAddress"),
    (COMMENT, "PidTagComment"),
    (DEPTH, "PidTagDepth"),
    (CREATION_TIME, "PidTagCreationTime"),
    (LAST_MODIFICATION_TIME, "PidTagLastModificationTime"),
    (SEARCH_KEY, "PidTagSearchKey"),
    (TARGET_ENTRY_ID, "PidTagTargetEntryId"),
    (CONVERSATION_ID, "PidTagConversationId"),
    (CONVERSATION_INDEX_TRACKING, "PidTagConversationIndexTracking"),
    (ARCHIVE_TAG, "PidTagArchiveTag"),
    (POLICY_TAG, "PidTagPolicyTag"),
    (RETENTION_PERIOD, "PidTagRetentionPeriod"),
    (START_DATE_ETC, "PidTagStartDateEtc"),
    (RETENTION_DATE, "PidTagRetentionDate"),
    (RETENTION_FLAGS, "PidTagRetentionFlags"),
    (ARCHIVE_PERIOD, "PidTagArchivePeriod"),
    (ARCHIVE_DATE, "PidTagArchiveDate"),
    (STORE_SUPPORT_MASK, "PidTagStoreSupportMask"),
    (STORE_STATE, "PidTagStoreState"),
    (CONTAINER_FLAGS, "PidTagContainerFlags"),
    (FOLDER_TYPE, "PidTagFolderType"),
    (CONTENT_COUNT, "PidTagContentCount"),
    (CONTENT_UNREAD_COUNT, "PidTagContentUnreadCount"),
    (SELECTABLE, "PidTagSelectable"),
    (SUBFOLDERS, "PidTagSubfolders"),
    (ANR, "PidTagAnr"),
    (CONTAINER_HIERARCHY, "PidTagContainerHierarchy"),
    (CONTAINER_CONTENTS, "PidTagContainerContents"),
    (FOLDER_ASSOCIATED_CONTENTS, "PidTagFolderAssociatedContents"),
    (CONTAINER_CLASS, "PidTagContainerClass"),
    (IPM_APPOINTMENT_ENTRY_ID, "PidTagIpmAppointmentEntryId"),
    (IPM_CONTACT_ENTRY_ID, "PidTagIpmContactEntryId"),
    (IPM_JOURNAL_ENTRY_ID, "PidTagIpmJournalEntryId"),
    (IPM_NOTE_ENTRY_ID, "PidTagIpmNoteEntryId"),
    (IPM_TASK_ENTRY_ID, "PidTagIpmTaskEntryId"),
    (REMINDERS_ONLINE_ENTRY_ID, "PidTagRemindersOnlineEntryId"),
    (IPM_DRAFTS_ENTRY_ID, "PidTagIpmDraftsEntryId"),
    (ADDITIONAL_REN_ENTRY_IDS, "PidTagAdditionalRenEntryIds"),
    (ADDITIONAL_REN_ENTRY_IDS_EX, "PidTagAdditionalRenEntryIdsEx"),
    (EXTENDED_FOLDER_FLAGS, "PidTagExtendedFolderFlags"),
    (ORDINAL_MOST, "PidTagOrdinalMost"),
    (FREE_BUSY_ENTRY_IDS, "PidTagFreeBusyEntryIds"),
    (DEFAULT_POST_MESSAGE_CLASS, "PidTagDefaultPostMessageClass"),
    (ATTACH_DATA_OBJECT, "PidTagAttachDataObject"),
    (ATTACH_DATA_BINARY, "PidTagAttachDataBinary"),
    (ATTACH_ENCODING, "PidTagAttachEncoding"),
    (ATTACH_EXTENSION, "PidTagAttachExtension"),
    (ATTACH_FILENAME, "PidTagAttachFilename"),
    (ATTACH_METHOD, "PidTagAttachMethod"),
    (ATTACH_LONG_FILENAME, "PidTagAttachLongFilename"),
    (ATTACH_PATHNAME, "PidTagAttachPathname"),
    (ATTACH_RENDERING, "PidTagAttachRendering"),
    (ATTACH_TAG, "PidTagAttachTag"),
    (RENDERING_POSITION, "PidTagRenderingPosition"),
    (ATTACH_TRANSPORT_NAME, "PidTagAttachTransportName"),
    (ATTACH_LONG_PATHNAME, "PidTagAttachLongPathname"),
    (ATTACH_MIME_TAG, "PidTagAttachMimeTag"),
    (ATTACH_ADDITIONAL_INFORMATION, "PidTagAttachAdditionalInformation"),
    (ATTACH_CONTENT_BASE, "PidTagAttachContentBase"),
    (ATTACH_CONTENT_ID, "PidTagAttachContentId"),
    (ATTACH_CONTENT_LOCATION, "PidTagAttachContentLocation"),
    (ATTACH_FLAGS, "PidTagAttachFlags"),
    (ATTACH_PAYLOAD_PROVIDER_GUID_STRING, "PidTagAttachPayloadProviderGuidString"),
    (ATTACH_PAYLOAD_CLASS, "PidTagAttachPayloadClass"),
    (TEXT_ATTACHMENT_CHARSET, "PidTagTextAttachmentCharset"),
    (DISPLAY_TYPE, "PidTagDisplayType"),
    (TEMPLATEID, "PidTagTemplateid"),
    (DISPLAY_TYPE_EX, "PidTagDisplayTypeEx"),
    (SMTP_ADDRESS, "PidTagSmtpAddress"),
    (ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE, "PidTagAddressBookDisplayNamePrintable"),
    (ACCOUNT, "PidTagAccount"),
    (CALLBACK_TELEPHONE_NUMBER, "PidTagCallbackTelephoneNumber"),
    (GENERATION, "PidTagGeneration"),
    (GIVEN_NAME, "PidTagGivenName"),
    (GOVERNMENT_ID_NUMBER, "PidTagGovernmentIdNumber"),
    (BUSINESS_TELEPHONE_NUMBER, "PidTagBusinessTelephoneNumber"),
    (HOME_TELEPHONE_NUMBER, "PidTagHomeTelephoneNumber"),
    (INITIALS, "PidTagInitials"),
    (KEYWORD, "PidTagKeyword"),
    (LANGUAGE, "PidTagLanguage"),
    (LOCATION, "PidTagLocation"),
    (MESSAGE_HANDLING_SYSTEM_COMMON_NAME, "PidTagMessageHandlingSystemCommonName"),
    (ORGANIZATIONAL_ID_NUMBER, "PidTagOrganizationalIdNumber"),
    (SURNAME, "PidTagSurname"),
    (ORIGINAL_ENTRY_ID, "PidTagOriginalEntryId"),
    (POSTAL_ADDRESS, "PidTagPostalAddress"),
    (COMPANY_NAME, "PidTagCompanyName"),
    (TITLE, "PidTagTitle"),
    (DEPARTMENT_NAME, "PidTagDepartmentName"),
    (OFFICE_LOCATION, "PidTagOfficeLocation"),
    (PRIMARY_TELEPHONE_NUMBER, "PidTagPrimaryTelephoneNumber"),
    (BUSINESS2_TELEPHONE_NUMBER, "PidTagBusiness2TelephoneNumber"),
    (BUSINESS2_TELEPHONE_NUMBERS, "PidTagBusiness2TelephoneNumbers"),
    (MOBILE_TELEPHONE_NUMBER, "PidTagMobileTelephoneNumber"),
    (RADIO_TELEPHONE_NUMBER, "PidTagRadioTelephoneNumber"),
    (CAR_TELEPHONE_NUMBER, "PidTagCarTelephoneNumber"),
    (OTHER_TELEPHONE_NUMBER, "PidTagOtherTelephoneNumber"),
    (TRANSMITTABLE_DISPLAY_NAME, "PidTagTransmittableDisplayName"),
    (PAGER_TELEPHONE_NUMBER, "PidTagPagerTelephoneNumber"),
    (USER_CERTIFICATE, "PidTagUserCertificate"),
    (PRIMARY_FAX_NUMBER, "PidTagPrimaryFaxNumber"),
    (BUSINESS_FAX_NUMBER, "PidTagBusinessFaxNumber"),
    (HOME_FAX_NUMBER, "PidTagHomeFaxNumber"),
    (COUNTRY, "PidTagCountry"),
    (LOCALITY, "PidTagLocality"),
    (STATE_OR_PROVINCE, "PidTagStateOrProvince"),
    (STREET_ADDRESS, "PidTagStreetAddress"),
    (POSTAL_CODE, "PidTagPostalCode"),
    (POST_OFFICE_BOX, "PidTagPostOfficeBox"),
    (TELEX_NUMBER, "PidTagTelexNumber"),
    (PropertyTag(0x3A2C_1102), "PidTagTelexNumber"),
    (ISDN_NUMBER, "PidTagIsdnNumber"),
    (ASSISTANT_TELEPHONE_NUMBER, "PidTagAssistantTelephoneNumber"),
    (HOME2_TELEPHONE_NUMBER, "PidTagHome2TelephoneNumber"),
    (HOME2_TELEPHONE_NUMBERS, "PidTagHome2TelephoneNumbers"),
    (ASSISTANT, "PidTagAssistant"),
    (SEND_RICH_INFO, "PidTagSendRichInfo"),
    (WEDDING_ANNIVERSARY, "PidTagWeddingAnniversary"),
    (BIRTHDAY, "PidTagBirthday"),
    (HOBBIES, "PidTagHobbies"),
    (MIDDLE_NAME, "PidTagMiddleName"),
    (DISPLAY_NAME_PREFIX, "PidTagDisplayNamePrefix"),
    (PROFESSION, "PidTagProfession"),
    (REFERRED_BY_NAME, "PidTagReferredByName"),
    (SPOUSE_NAME, "PidTagSpouseName"),
    (COMPUTER_NETWORK_NAME, "PidTagComputerNetworkName"),
    (CUSTOMER_ID, "PidTagCustomerId"),
    (TELECOMMUNICATIONS_DEVICE_FOR_DEAF_TELEPHONE_NUMBER, "PidTagTelecommunicationsDeviceForDeafTelephoneNumber"),
    (FTP_SITE, "PidTagFtpSite"),
    (GENDER, "PidTagGender"),
    (MANAGER_NAME, "PidTagManagerName"),
    (NICKNAME, "PidTagNickname"),
    (PERSONAL_HOME_PAGE, "PidTagPersonalHomePage"),
    (BUSINESS_HOME_PAGE, "PidTagBusinessHomePage"),
    (COMPANY_MAIN_TELEPHONE_NUMBER, "PidTagCompanyMainTelephoneNumber"),
    (CHILDRENS_NAMES, "PidTagChildrensNames"),
    (HOME_ADDRESS_CITY, "PidTagHomeAddressCity"),
    (HOME_ADDRESS_COUNTRY, "PidTagHomeAddressCountry"),
    (HOME_ADDRESS_POSTAL_CODE, "PidTagHomeAddressPostalCode"),
    (HOME_ADDRESS_STATE_OR_PROVINCE, "PidTagHomeAddressStateOrProvince"),
    (HOME_ADDRESS_STREET, "PidTagHomeAddressStreet"),
    (HOME_ADDRESS_POST_OFFICE_BOX, "PidTagHomeAddressPostOfficeBox"),
    (OTHER_ADDRESS_CITY, "PidTagOtherAddressCity"),
    (OTHER_ADDRESS_COUNTRY, "PidTagOtherAddressCountry"),
    (OTHER_ADDRESS_POSTAL_CODE, "PidTagOtherAddressPostalCode"),
    (OTHER_ADDRESS_STATE_OR_PROVINCE, "PidTagOtherAddressStateOrProvince"),
    (OTHER_ADDRESS_STREET, "PidTagOtherAddressStreet"),
    (OTHER_ADDRESS_POST_OFFICE_BOX, "PidTagOtherAddressPostOfficeBox"),
    (USER_X509_CERTIFICATE, "PidTagUserX509Certificate"),
    (SEND_INTERNET_ENCODING, "PidTagSendInternetEncoding"),
    (INITIAL_DETAILS_PANE, "PidTagInitialDetailsPane"),
    (INTERNET_CODEPAGE, "PidTagInternetCodepage"),
    (AUTO_RESPONSE_SUPPRESS, "PidTagAutoResponseSuppress"),
    (ACCESS_CONTROL_LIST_DATA, "PidTagAccessControlListData"),
    (DELEGATED_BY_RULE, "PidTagDelegatedByRule"),
    (RESOLVE_METHOD, "PidTagResolveMethod"),
    (HAS_DEFERRED_ACTION_MESSAGES, "PidTagHasDeferredActionMessages"),
    (DEFERRED_SEND_NUMBER, "PidTagDeferredSendNumber"),
    (DEFERRED_SEND_UNITS, "PidTagDeferredSendUnits"),
    (EXPIRY_NUMBER, "PidTagExpiryNumber"),
    (EXPIRY_UNITS, "PidTagExpiryUnits"),
    (DEFERRED_SEND_TIME, "PidTagDeferredSendTime"),
    (CONFLICT_ENTRY_ID, "PidTagConflictEntryId"),
    (MESSAGE_LOCALE_ID, "PidTagMessageLocaleId"),
    (CREATOR_NAME, "PidTagCreatorName"),
    (CREATOR_ENTRY_ID, "PidTagCreatorEntryId"),
    (LAST_MODIFIER_NAME, "PidTagLastModifierName"),
    (LAST_MODIFIER_ENTRY_ID, "PidTagLastModifierEntryId"),
    (MESSAGE_CODEPAGE, "PidTagMessageCodepage"),
    (SENT_REPRESENTING_FLAGS, "PidTagSentRepresentingFlags"),
    (READ_RECEIPT_ADDRESS_TYPE, "PidTagReadReceiptAddressType"),
    (READ_RECEIPT_EMAIL_ADDRESS, "PidTagReadReceiptEmailAddress"),
    (READ_RECEIPT_NAME, "PidTagReadReceiptName"),
    (CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL, "PidTagContentFilterSpamConfidenceLevel"),
    (SENDER_ID_STATUS, "PidTagSenderIdStatus"),
    (HIER_REV, "PidTagHierRev"),
    (PURPORTED_SENDER_DOMAIN, "PidTagPurportedSenderDomain"),
    (INTERNET_MAIL_OVERRIDE_FORMAT, "PidTagInternetMailOverrideFormat"),
    (MESSAGE_EDITOR_FORMAT, "PidTagMessageEditorFormat"),
    (SENDER_SMTP_ADDRESS, "PidTagSenderSmtpAddress"),
    (SENT_REPRESENTING_SMTP_ADDRESS, "PidTagSentRepresentingSmtpAddress"),
    (READ_RECEIPT_SMTP_ADDRESS, "PidTagReadReceiptSmtpAddress"),
    (RECEIVED_BY_SMTP_ADDRESS, "PidTagReceivedBySmtpAddress"),
    (RECEIVED_REPRESENTING_SMTP_ADDRESS, "PidTagReceivedRepresentingSmtpAddress"),
    (RECIPIENT_ORDER, "PidTagRecipientOrder"),
    (RECIPIENT_PROPOSED, "PidTagRecipientProposed"),
    (RECIPIENT_PROPOSED_START_TIME, "PidTagRecipientProposedStartTime"),
    (RECIPIENT_PROPOSED_END_TIME, "PidTagRecipientProposedEndTime"),
    (RECIPIENT_DISPLAY_NAME, "PidTagRecipientDisplayName"),
    (RECIPIENT_ENTRY_ID, "PidTagRecipientEntryId"),
    (RECIPIENT_TRACK_STATUS_TIME, "PidTagRecipientTrackStatusTime"),
    (RECIPIENT_FLAGS, "PidTagRecipientFlags"),
    (RECIPIENT_TRACK_STATUS, "PidTagRecipientTrackStatus"),
    (JUNK_INCLUDE_CONTACTS, "PidTagJunkIncludeContacts"),
    (JUNK_THRESHOLD, "PidTagJunkThreshold"),
    (JUNK_PERMANENTLY_DELETE, "PidTagJunkPermanentlyDelete"),
    (JUNK_ADD_RECIPIENTS_TO_SAFE_SENDERS_LIST, "PidTagJunkAddRecipientsToSafeSendersList"),
    (JUNK_PHISHING_ENABLE_LINKS, "PidTagJunkPhishingEnableLinks"),
    (MIME_SKELETON, "PidTagMimeSkeleton"),
    (REPLY_TEMPLATE_ID, "PidTagReplyTemplateId"),
    (SOURCE_KEY, "PidTagSourceKey"),
    (PARENT_SOURCE_KEY, "PidTagParentSourceKey"),
    (CHANGE_KEY, "PidTagChangeKey"),
    (PREDECESSOR_CHANGE_LIST, "PidTagPredecessorChangeList"),
    (RULE_MESSAGE_STATE, "PidTagRuleMessageState"),
    (RULE_MESSAGE_USER_FLAGS, "PidTagRuleMessageUserFlags"),
    (RULE_MESSAGE_PROVIDER, "PidTagRuleMessageProvider"),
    (RULE_MESSAGE_NAME, "PidTagRuleMessageName"),
    (RULE_MESSAGE_LEVEL, "PidTagRuleMessageLevel"),
    (RULE_MESSAGE_PROVIDER_DATA, "PidTagRuleMessageProviderData"),
    (RULE_MESSAGE_SEQUENCE, "PidTagRuleMessageSequence"),
    (USER_ENTRY_ID, "PidTagUserEntryId"),
    (MAILBOX_OWNER_ENTRY_ID, "PidTagMailboxOwnerEntryId"),
    (MAILBOX_OWNER_NAME, "PidTagMailboxOwnerName"),
    (OUT_OF_OFFICE_STATE, "PidTagOutOfOfficeState"),
    (SCHEDULE_PLUS_FREE_BUSY_ENTRY_ID, "PidTagSchedulePlusFreeBusyEntryId"),
    (SERIALIZED_REPLID_GUID_MAP, "PidTagSerializedReplidGuidMap"),
    (RIGHTS, "PidTagRights"),
    (HAS_RULES, "PidTagHasRules"),
    (ADDRESS_BOOK_ENTRY_ID, "PidTagAddressBookEntryId"),
    (HIERARCHY_CHANGE_NUMBER, "PidTagHierarchyChangeNumber"),
    (CLIENT_ACTIONS, "PidTagClientActions"),
    (DAM_ORIGINAL_ENTRY_ID, "PidTagDamOriginalEntryId"),
    (DAM_BACK_PATCHED, "PidTagDamBackPatched"),
    (RULE_ERROR, "PidTagRuleError"),
    (RULE_ACTION_TYPE, "PidTagRuleActionType"),
    (HAS_NAMED_PROPERTIES, "PidTagHasNamedProperties"),
    (RULE_ACTION_NUMBER, "PidTagRuleActionNumber"),
    (RULE_FOLDER_ENTRY_ID, "PidTagRuleFolderEntryId"),
    (PROHIBIT_RECEIVE_QUOTA, "PidTagProhibitReceiveQuota"),
    (IN_CONFLICT, "PidTagInConflict"),
    (MAXIMUM_SUBMIT_MESSAGE_SIZE, "PidTagMaximumSubmitMessageSize"),
    (PROHIBIT_SEND_QUOTA, "PidTagProhibitSendQuota"),
    (MEMBER_ID, "PidTagMemberId"),
    (MEMBER_NAME, "PidTagMemberName"),
    (MEMBER_RIGHTS, "PidTagMemberRights"),
    (RULE_ID, "PidTagRuleId"),
    (RULE_IDS, "PidTagRuleIds"),
    (RULE_SEQUENCE, "PidTagRuleSequence"),
    (RULE_STATE, "PidTagRuleState"),
    (RULE_USER_FLAGS, "PidTagRuleUserFlags"),
    (RULE_CONDITION, "PidTagRuleCondition"),
    (RULE_ACTIONS, "PidTagRuleActions"),
    (RULE_PROVIDER, "PidTagRuleProvider"),
    (RULE_NAME, "PidTagRuleName"),
    (RULE_LEVEL, "PidTagRuleLevel"),
    (RULE_PROVIDER_DATA, "PidTagRuleProviderData"),
    (DELETED_ON, "PidTagDeletedOn"),
    (LOCALE_ID, "PidTagLocaleId"),
    (FOLDER_FLAGS, "PidTagFolderFlags"),
    (CODE_PAGE_ID, "PidTagCodePageId"),
    (ADDRESS_BOOK_MANAGE_DISTRIBUTION_LIST, "PidTagAddressBookManageDistributionList"),
    (SORT_LOCALE_ID, "PidTagSortLocaleId"),
    (LOCAL_COMMIT_TIME, "PidTagLocalCommitTime"),
    (LOCAL_COMMIT_TIME_MAX, "PidTagLocalCommitTimeMax"),
    (DELETED_COUNT_TOTAL, "PidTagDeletedCountTotal"),
    (FLAT_URL_NAME, "PidTagFlatUrlName"),
    (SENT_MAIL_SVR_EID, "PidTagSentMailSvrEID"),
    (DEFERRED_ACTION_MESSAGE_ORIGINAL_ENTRY_ID, "PidTagDeferredActionMessageOriginalEntryId"),
    (FOLDER_ID, "PidTagFolderId"),
    (PARENT_FOLDER_ID, "PidTagParentFolderId"),
    (MID, "PidTagMid"),
    (INST_ID, "PidTagInstID"),
    (INSTANCE_NUM, "PidTagInstanceNum"),
    (ADDRESS_BOOK_MESSAGE_ID, "PidTagAddressBookMessageId"),
    (CHANGE_NUMBER, "PidTagChangeNumber"),
    (ASSOCIATED, "PidTagAssociated"),
    (OFFLINE_ADDRESS_BOOK_NAME, "PidTagOfflineAddressBookName"),
    (OFFLINE_ADDRESS_BOOK_SEQUENCE, "PidTagOfflineAddressBookSequence"),
    (VOICE_MESSAGE_DURATION, "PidTagVoiceMessageDuration"),
    (OFFLINE_ADDRESS_BOOK_CONTAINER_GUID, "PidTagOfflineAddressBookContainerGuid"),
    (SENDER_TELEPHONE_NUMBER, "PidTagSenderTelephoneNumber"),
    (RW_RULES_STREAM, "PidTagRwRulesStream"),
    (OFFLINE_ADDRESS_BOOK_MESSAGE_CLASS, "PidTagOfflineAddressBookMessageClass"),
    (VOICE_MESSAGE_SENDER_NAME, "PidTagVoiceMessageSenderName"),
    (FAX_NUMBER_OF_PAGES, "PidTagFaxNumberOfPages"),
    (OFFLINE_ADDRESS_BOOK_DISTINGUISHED_NAME, "PidTagOfflineAddressBookDistinguishedName"),
    (VOICE_MESSAGE_ATTACHMENT_ORDER, "PidTagVoiceMessageAttachmentOrder"),
    (OFFLINE_ADDRESS_BOOK_TRUNCATED_PROPERTIES, "PidTagOfflineAddressBookTruncatedProperties"),
    (CALL_ID, "PidTagCallId"),
    (REPORTING_MESSAGE_TRANSFER_AGENT, "PidTagReportingMessageTransferAgent"),
    (SEARCH_FOLDER_LAST_USED, "PidTagSearchFolderLastUsed"),
    (SEARCH_FOLDER_EXPIRATION, "PidTagSearchFolderExpiration"),
    (SCHEDULE_INFO_RESOURCE_TYPE, "PidTagScheduleInfoResourceType"),
    (SEARCH_FOLDER_TEMPLATE_ID, "PidTagSearchFolderTemplateId"),
    (SCHEDULE_INFO_DELEGATOR_WANTS_COPY, "PidTagScheduleInfoDelegatorWantsCopy"),
    (SEARCH_FOLDER_ID, "PidTagSearchFolderId"),
    (WLINK_GROUP_HEADER_ID, "PidTagWlinkGroupHeaderID"),
    (SCHEDULE_INFO_DONT_MAIL_DELEGATES, "PidTagScheduleInfoDontMailDelegates"),
    (SEARCH_FOLDER_RECREATE_INFO, "PidTagSearchFolderRecreateInfo"),
    (SCHEDULE_INFO_DELEGATE_NAMES, "PidTagScheduleInfoDelegateNames"),
    (SEARCH_FOLDER_DEFINITION, "PidTagSearchFolderDefinition"),
    (SCHEDULE_INFO_DELEGATE_ENTRY_IDS, "PidTagScheduleInfoDelegateEntryIds"),
    (SEARCH_FOLDER_STORAGE_TYPE, "PidTagSearchFolderStorageType"),
    (GATEWAY_NEEDS_TO_REFRESH, "PidTagGatewayNeedsToRefresh"),
    (FREE_BUSY_PUBLISH_START, "PidTagFreeBusyPublishStart"),
    (SEARCH_FOLDER_TAG, "PidTagSearchFolderTag"),
    (WLINK_SAVE_STAMP, "PidTagWlinkSaveStamp"),
    (FREE_BUSY_PUBLISH_END, "PidTagFreeBusyPublishEnd"),
    (SEARCH_FOLDER_EFP_FLAGS, "PidTagSearchFolderEfpFlags"),
    (WLINK_TYPE, "PidTagWlinkType"),
    (FREE_BUSY_MESSAGE_EMAIL_ADDRESS, "PidTagFreeBusyMessageEmailAddress"),
    (WLINK_FLAGS, "PidTagWlinkFlags"),
    (SCHEDULE_INFO_DELEGATE_NAMES_W, "PidTagScheduleInfoDelegateNamesW"),
    (SCHEDULE_INFO_DELEGATOR_WANTS_INFO, "PidTagScheduleInfoDelegatorWantsInfo"),
    (WLINK_ORDINAL, "PidTagWlinkOrdinal"),
    (WLINK_ENTRY_ID, "PidTagWlinkEntryId"),
    (WLINK_RECORD_KEY, "PidTagWlinkRecordKey"),
    (WLINK_STORE_ENTRY_ID, "PidTagWlinkStoreEntryId"),
    (WLINK_FOLDER_TYPE, "PidTagWlinkFolderType"),
    (SCHEDULE_INFO_MONTHS_MERGED, "PidTagScheduleInfoMonthsMerged"),
    (WLINK_GROUP_CLSID, "PidTagWlinkGroupClsid"),
    (SCHEDULE_INFO_FREE_BUSY_MERGED, "PidTagScheduleInfoFreeBusyMerged"),
    (WLINK_GROUP_NAME, "PidTagWlinkGroupName"),
    (SCHEDULE_INFO_MONTHS_TENTATIVE, "PidTagScheduleInfoMonthsTentative"),
    (WLINK_SECTION, "PidTagWlinkSection"),
    (SCHEDULE_INFO_FREE_BUSY_TENTATIVE, "PidTagScheduleInfoFreeBusyTentative"),
    (WLINK_CALENDAR_COLOR, "PidTagWlinkCalendarColor"),
    (SCHEDULE_INFO_MONTHS_BUSY, "PidTagScheduleInfoMonthsBusy"),
    (WLINK_ADDRESS_BOOK_EID, "PidTagWlinkAddressBookEID"),
    (SCHEDULE_INFO_FREE_BUSY_BUSY, "PidTagScheduleInfoFreeBusyBusy"),
    (SCHEDULE_INFO_MONTHS_AWAY, "PidTagScheduleInfoMonthsAway"),
    (SCHEDULE_INFO_FREE_BUSY_AWAY, "PidTagScheduleInfoFreeBusyAway"),
    (FREE_BUSY_RANGE_TIMESTAMP, "PidTagFreeBusyRangeTimestamp"),
    (FREE_BUSY_COUNT_MONTHS, "PidTagFreeBusyCountMonths"),
    (SCHEDULE_INFO_APPOINTMENT_TOMBSTONE, "PidTagScheduleInfoAppointmentTombstone"),
    (DELEGATE_FLAGS, "PidTagDelegateFlags"),
    (SCHEDULE_INFO_FREE_BUSY, "PidTagScheduleInfoFreeBusy"),
    (SCHEDULE_INFO_AUTO_ACCEPT_APPOINTMENTS, "PidTagScheduleInfoAutoAcceptAppointments"),
    (SCHEDULE_INFO_DISALLOW_RECURRING_APPTS, "PidTagScheduleInfoDisallowRecurringAppts"),
    (SCHEDULE_INFO_DISALLOW_OVERLAPPING_APPTS, "PidTagScheduleInfoDisallowOverlappingAppts"),
    (WLINK_CLIENT_ID, "PidTagWlinkClientID"),
    (WLINK_ADDRESS_BOOK_STORE_EID, "PidTagWlinkAddressBookStoreEID"),
    (WLINK_RO_GROUP_TYPE, "PidTagWlinkROGroupType"),
    (VIEW_DESCRIPTOR_BINARY, "PidTagViewDescriptorBinary"),
    (VIEW_DESCRIPTOR_STRINGS, "PidTagViewDescriptorStrings"),
    (VIEW_DESCRIPTOR_NAME, "PidTagViewDescriptorName"),
    (VIEW_DESCRIPTOR_VERSION, "PidTagViewDescriptorVersion"),
    (ROAMING_DATATYPES, "PidTagRoamingDatatypes"),
    (ROAMING_DICTIONARY, "PidTagRoamingDictionary"),
    (ROAMING_XML_STREAM, "PidTagRoamingXmlStream"),
    (OSC_SYNC_ENABLED, "PidTagOscSyncEnabled"),
    (PROCESSED, "PidTagProcessed"),
    (EXCEPTION_REPLACE_TIME, "PidTagExceptionReplaceTime"),
    (ATTACHMENT_LINK_ID, "PidTagAttachmentLinkId"),
    (EXCEPTION_START_TIME, "PidTagExceptionStartTime"),
    (EXCEPTION_END_TIME, "PidTagExceptionEndTime"),
    (ATTACHMENT_FLAGS, "PidTagAttachmentFlags"),
    (ATTACHMENT_HIDDEN, "PidTagAttachmentHidden"),
    (ATTACHMENT_CONTACT_PHOTO, "PidTagAttachmentContactPhoto"),
    (ADDRESS_BOOK_FOLDER_PATHNAME, "PidTagAddressBookFolderPathname"),
    (ADDRESS_BOOK_MANAGER, "PidTagAddressBookManager"),
    (ADDRESS_BOOK_MANAGER_DISTINGUISHED_NAME, "PidTagAddressBookManagerDistinguishedName"),
    (PropertyTag(0x8006_000D), "PidTagAddressBookHomeMessageDatabase"),
    (ADDRESS_BOOK_HOME_MESSAGE_DATABASE, "PidTagAddressBookHomeMessageDatabase"),
    (PropertyTag(0x8008_000D), "PidTagAddressBookIsMemberOfDistributionList"),
    (ADDRESS_BOOK_IS_MEMBER_OF_DISTRIBUTION_LIST, "PidTagAddressBookIsMemberOfDistributionList"),
    (ADDRESS_BOOK_MEMBER, "PidTagAddressBookMember"),
    (ADDRESS_BOOK_OWNER, "PidTagAddressBookOwner"),
    (ADDRESS_BOOK_REPORTS, "PidTagAddressBookReports"),
    (ADDRESS_BOOK_PROXY_ADDRESSES, "PidTagAddressBookProxyAddresses"),
    (ADDRESS_BOOK_TARGET_ADDRESS, "PidTagAddressBookTargetAddress"),
    (ADDRESS_BOOK_PUBLIC_DELEGATES, "PidTagAddressBookPublicDelegates"),
    (ADDRESS_BOOK_OWNER_BACK_LINK, "PidTagAddressBookOwnerBackLink"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE1, "PidTagAddressBookExtensionAttribute1"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE2, "PidTagAddressBookExtensionAttribute2"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE3, "PidTagAddressBookExtensionAttribute3"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE4, "PidTagAddressBookExtensionAttribute4"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE5, "PidTagAddressBookExtensionAttribute5"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE6, "PidTagAddressBookExtensionAttribute6"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE7, "PidTagAddressBookExtensionAttribute7"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE8, "PidTagAddressBookExtensionAttribute8"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE9, "PidTagAddressBookExtensionAttribute9"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE10, "PidTagAddressBookExtensionAttribute10"),
    (ADDRESS_BOOK_OBJECT_DISTINGUISHED_NAME, "PidTagAddressBookObjectDistinguishedName"),
    (ADDRESS_BOOK_DELIVERY_CONTENT_LENGTH, "PidTagAddressBookDeliveryContentLength"),
    (ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_SUBMIT_ACCEPTED, "PidTagAddressBookDistributionListMemberSubmitAccepted"),
    (ADDRESS_BOOK_NETWORK_ADDRESS, "PidTagAddressBookNetworkAddress"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE11, "PidTagAddressBookExtensionAttribute11"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE12, "PidTagAddressBookExtensionAttribute12"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE13, "PidTagAddressBookExtensionAttribute13"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE14, "PidTagAddressBookExtensionAttribute14"),
    (ADDRESS_BOOK_EXTENSION_ATTRIBUTE15, "PidTagAddressBookExtensionAttribute15"),
    (ADDRESS_BOOK_X509_CERTIFICATE, "PidTagAddressBookX509Certificate"),
    (ADDRESS_BOOK_OBJECT_GUID, "PidTagAddressBookObjectGuid"),
    (ADDRESS_BOOK_PHONETIC_GIVEN_NAME, "PidTagAddressBookPhoneticGivenName"),
    (ADDRESS_BOOK_PHONETIC_SURNAME, "PidTagAddressBookPhoneticSurname"),
    (ADDRESS_BOOK_PHONETIC_DEPARTMENT_NAME, "PidTagAddressBookPhoneticDepartmentName"),
    (ADDRESS_BOOK_PHONETIC_COMPANY_NAME, "PidTagAddressBookPhoneticCompanyName"),
    (ADDRESS_BOOK_PHONETIC_DISPLAY_NAME, "PidTagAddressBookPhoneticDisplayName"),
    (ADDRESS_BOOK_DISPLAY_TYPE_EXTENDED, "PidTagAddressBookDisplayTypeExtended"),
    (ADDRESS_BOOK_HIERARCHICAL_SHOW_IN_DEPARTMENTS, "PidTagAddressBookHierarchicalShowInDepartments"),
    (ADDRESS_BOOK_ROOM_CONTAINERS, "PidTagAddressBookRoomContainers"),
    (ADDRESS_BOOK_HIERARCHICAL_DEPARTMENT_MEMBERS, "PidTagAddressBookHierarchicalDepartmentMembers"),
    (ADDRESS_BOOK_HIERARCHICAL_ROOT_DEPARTMENT, "PidTagAddressBookHierarchicalRootDepartment"),
    (ADDRESS_BOOK_HIERARCHICAL_PARENT_DEPARTMENT, "PidTagAddressBookHierarchicalParentDepartment"),
    (ADDRESS_BOOK_HIERARCHICAL_CHILD_DEPARTMENTS, "PidTagAddressBookHierarchicalChildDepartments"),
    (THUMBNAIL_PHOTO, "PidTagThumbnailPhoto"),
    (ADDRESS_BOOK_SENIORITY_INDEX, "PidTagAddressBookSeniorityIndex"),
    (ADDRESS_BOOK_ORGANIZATIONAL_UNIT_ROOT_DISTINGUISHED_NAME, "PidTagAddressBookOrganizationalUnitRootDistinguishedName"),
    (ADDRESS_BOOK_SENDER_HINT_TRANSLATIONS, "PidTagAddressBookSenderHintTranslations"),
    (ADDRESS_BOOK_MODERATION_ENABLED, "PidTagAddressBookModerationEnabled"),
    (SPOKEN_NAME, "PidTagSpokenName"),
    (ADDRESS_BOOK_AUTHORIZED_SENDERS, "PidTagAddressBookAuthorizedSenders"),
    (ADDRESS_BOOK_UNAUTHORIZED_SENDERS, "PidTagAddressBookUnauthorizedSenders"),
    (ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_SUBMIT_REJECTED, "PidTagAddressBookDistributionListMemberSubmitRejected"),
    (ADDRESS_BOOK_DISTRIBUTION_LIST_REJECT_MESSAGES_FROM_DL_MEMBERS, "PidTagAddressBookDistributionListRejectMessagesFromDLMembers"),
    (ADDRESS_BOOK_HIERARCHICAL_IS_HIERARCHICAL_GROUP, "PidTagAddressBookHierarchicalIsHierarchicalGroup"),
    (ADDRESS_BOOK_DISTRIBUTION_LIST_MEMBER_COUNT, "PidTagAddressBookDistributionListMemberCount"),
    (ADDRESS_BOOK_DISTRIBUTION_LIST_EXTERNAL_MEMBER_COUNT, "PidTagAddressBookDistributionListExternalMemberCount"),
    (ADDRESS_BOOK_IS_MASTER, "PidTagAddressBookIsMaster"),
    (ADDRESS_BOOK_PARENT_ENTRY_ID, "PidTagAddressBookParentEntryId"),
    (ADDRESS_BOOK_CONTAINER_ID, "PidTagAddressBookContainerId"),
];

/// Positions in [`ALL`] in the order of the names, one for a name: that of its first type.
pub(super) const BY_NAME: &[u16] = &[
    130, 323, 133, 240, 207, 208, 573, 582, 545, 239, 560, 579, 578, 546, 575, 576, 389, 534, 543, 548,
    549, 550, 551, 552, 535, 536, 537, 538, 539, 540, 541, 542, 520, 566, 563, 577, 565, 564, 561, 524,
    580, 526, 421, 521, 522, 527, 434, 571, 547, 544, 554, 569, 528, 533, 581, 558, 557, 559, 555, 556,
    530, 532, 529, 81, 562, 82, 570, 568, 531, 574, 553, 169, 1, 195, 186, 185, 179, 285, 282, 436,
    227, 228, 229, 230, 214, 213, 215, 216, 217, 231, 219, 225, 218, 226, 116, 220, 233, 232, 221, 115,
    222, 224, 519, 517, 518, 514, 165, 166, 2, 4, 322, 288, 160, 139, 145, 144, 142, 261, 262, 271,
    303, 245, 449, 241, 265, 163, 372, 435, 305, 391, 23, 420, 171, 304, 256, 295, 332, 199, 197, 189,
    196, 191, 343, 192, 177, 69, 178, 68, 273, 173, 335, 334, 296, 393, 392, 212, 428, 5, 327, 331,
    328, 496, 324, 97, 425, 417, 6, 258, 172, 98, 99, 168, 291, 100, 235, 237, 170, 59, 138, 516,
    513, 515, 126, 329, 7, 330, 209, 127, 128, 129, 445, 158, 157, 426, 198, 419, 429, 190, 159, 494,
    211, 471, 468, 465, 493, 298, 464, 299, 242, 243, 244, 112, 326, 396, 388, 345, 390, 289, 283, 284,
    306, 307, 311, 308, 309, 310, 272, 246, 143, 162, 164, 161, 154, 8, 400, 149, 320, 247, 432, 132,
    433, 117, 321, 347, 147, 148, 200, 201, 206, 202, 203, 204, 281, 366, 363, 365, 367, 364, 248, 249,
    174, 337, 336, 155, 156, 9, 150, 151, 152, 423, 424, 418, 274, 250, 382, 383, 300, 134, 401, 403,
    404, 405, 109, 50, 10, 338, 101, 348, 102, 251, 333, 51, 108, 103, 104, 111, 35, 49, 431, 290,
    368, 263, 146, 119, 301, 84, 83, 95, 85, 113, 137, 259, 440, 446, 443, 437, 438, 448, 210, 252,
    39, 40, 48, 70, 71, 72, 254, 38, 153, 64, 65, 53, 52, 54, 17, 66, 67, 56, 55, 57,
    37, 41, 11, 86, 511, 312, 313, 317, 314, 315, 316, 266, 384, 60, 268, 105, 430, 12, 371, 302,
    180, 278, 255, 277, 373, 270, 118, 260, 13, 512, 292, 399, 402, 36, 346, 264, 123, 340, 341, 34,
    342, 14, 46, 351, 15, 73, 74, 27, 28, 44, 352, 75, 76, 31, 32, 45, 353, 358, 359, 361,
    354, 355, 357, 356, 16, 362, 360, 87, 135, 293, 205, 96, 223, 42, 43, 88, 369, 18, 79, 80,
    33, 24, 47, 19, 140, 20, 450, 325, 61, 107, 183, 184, 181, 387, 508, 509, 510, 131, 167, 141,
    114, 397, 395, 412, 411, 394, 398, 406, 407, 415, 378, 377, 376, 379, 380, 374, 375, 414, 413, 416,
    408, 409, 410, 442, 495, 498, 462, 460, 473, 455, 474, 500, 499, 458, 497, 492, 490, 482, 486, 491,
    488, 480, 484, 453, 385, 3, 461, 469, 452, 456, 451, 459, 463, 466, 454, 175, 124, 193, 319, 286,
    93, 94, 89, 344, 90, 92, 349, 441, 21, 106, 427, 62, 63, 29, 339, 30, 25, 350, 386, 238,
    422, 370, 572, 294, 58, 182, 275, 136, 188, 187, 276, 194, 22, 26, 110, 91, 253, 122, 121, 176,
    297, 279, 0, 236, 234, 567, 257, 78, 120, 267, 77, 125, 269, 381, 318, 504, 506, 505, 507, 447,
    439, 444, 287, 489, 502, 487, 501, 476, 472, 479, 481, 457, 483, 475, 503, 477, 467, 485, 478, 470,
];
