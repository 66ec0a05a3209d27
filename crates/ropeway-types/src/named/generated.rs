//! Generated from `data/properties.tsv` by `cargo run -p ropeway-types --example generate_properties`:
//! edit the table, not this file.

use super::NamedProperty;
use crate::guid::property_set::*;
use crate::tag::PropertyType;

/// PidLidAddressBookProviderArrayType, PtypInteger32: 0x8029 in PSETID_Address.
pub const ADDRESS_BOOK_PROVIDER_ARRAY_TYPE: NamedProperty =
    NamedProperty::lid("PidLidAddressBookProviderArrayType", PropertyType::INTEGER32, PSETID_ADDRESS, 0x8029);
/// PidLidAddressBookProviderEmailList, PtypMultipleInteger32: 0x8028 in PSETID_Address.
pub const ADDRESS_BOOK_PROVIDER_EMAIL_LIST: NamedProperty =
    NamedProperty::lid("PidLidAddressBookProviderEmailList", PropertyType::MULTIPLE_INTEGER32, PSETID_ADDRESS, 0x8028);
/// PidLidAddressCountryCode, PtypString: 0x80DD in PSETID_Address.
pub const ADDRESS_COUNTRY_CODE: NamedProperty =
    NamedProperty::lid("PidLidAddressCountryCode", PropertyType::STRING, PSETID_ADDRESS, 0x80DD);
/// PidLidAgingDontAgeMe, PtypBoolean: 0x850E in PSETID_Common.
pub const AGING_DONT_AGE_ME: NamedProperty =
    NamedProperty::lid("PidLidAgingDontAgeMe", PropertyType::BOOLEAN, PSETID_COMMON, 0x850E);
/// PidLidAllAttendeesString, PtypString: 0x8238 in PSETID_Appointment.
pub const ALL_ATTENDEES_STRING: NamedProperty =
    NamedProperty::lid("PidLidAllAttendeesString", PropertyType::STRING, PSETID_APPOINTMENT, 0x8238);
/// PidLidAllowExternalCheck, PtypBoolean: 0x8246 in PSETID_Appointment.
pub const ALLOW_EXTERNAL_CHECK: NamedProperty =
    NamedProperty::lid("PidLidAllowExternalCheck", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8246);
/// PidLidAnniversaryEventEntryId, PtypBinary: 0x804E in PSETID_Address.
pub const ANNIVERSARY_EVENT_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidAnniversaryEventEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x804E);
/// PidLidAppointmentAuxiliaryFlags, PtypInteger32: 0x8207 in PSETID_Appointment.
pub const APPOINTMENT_AUXILIARY_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidAppointmentAuxiliaryFlags", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8207);
/// PidLidAppointmentColor, PtypInteger32: 0x8214 in PSETID_Appointment.
pub const APPOINTMENT_COLOR: NamedProperty =
    NamedProperty::lid("PidLidAppointmentColor", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8214);
/// PidLidAppointmentCounterProposal, PtypBoolean: 0x8257 in PSETID_Appointment.
pub const APPOINTMENT_COUNTER_PROPOSAL: NamedProperty =
    NamedProperty::lid("PidLidAppointmentCounterProposal", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8257);
/// PidLidAppointmentDuration, PtypInteger32: 0x8213 in PSETID_Appointment.
pub const APPOINTMENT_DURATION: NamedProperty =
    NamedProperty::lid("PidLidAppointmentDuration", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8213);
/// PidLidAppointmentEndDate, PtypTime: 0x8211 in PSETID_Appointment.
pub const APPOINTMENT_END_DATE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentEndDate", PropertyType::TIME, PSETID_APPOINTMENT, 0x8211);
/// PidLidAppointmentEndTime, PtypTime: 0x8210 in PSETID_Appointment.
pub const APPOINTMENT_END_TIME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentEndTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x8210);
/// PidLidAppointmentEndWhole, PtypTime: 0x820E in PSETID_Appointment.
pub const APPOINTMENT_END_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentEndWhole", PropertyType::TIME, PSETID_APPOINTMENT, 0x820E);
/// PidLidAppointmentLastSequence, PtypInteger32: 0x8203 in PSETID_Appointment.
pub const APPOINTMENT_LAST_SEQUENCE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentLastSequence", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8203);
/// PidLidAppointmentMessageClass, PtypString: 0x0024 in PSETID_Meeting.
pub const APPOINTMENT_MESSAGE_CLASS: NamedProperty =
    NamedProperty::lid("PidLidAppointmentMessageClass", PropertyType::STRING, PSETID_MEETING, 0x0024);
/// PidLidAppointmentNotAllowPropose, PtypBoolean: 0x825A in PSETID_Appointment.
pub const APPOINTMENT_NOT_ALLOW_PROPOSE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentNotAllowPropose", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x825A);
/// PidLidAppointmentProposalNumber, PtypInteger32: 0x8259 in PSETID_Appointment.
pub const APPOINTMENT_PROPOSAL_NUMBER: NamedProperty =
    NamedProperty::lid("PidLidAppointmentProposalNumber", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8259);
/// PidLidAppointmentProposedDuration, PtypInteger32: 0x8256 in PSETID_Appointment.
pub const APPOINTMENT_PROPOSED_DURATION: NamedProperty =
    NamedProperty::lid("PidLidAppointmentProposedDuration", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8256);
/// PidLidAppointmentProposedEndWhole, PtypTime: 0x8251 in PSETID_Appointment.
pub const APPOINTMENT_PROPOSED_END_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentProposedEndWhole", PropertyType::TIME, PSETID_APPOINTMENT, 0x8251);
/// PidLidAppointmentProposedStartWhole, PtypTime: 0x8250 in PSETID_Appointment.
pub const APPOINTMENT_PROPOSED_START_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentProposedStartWhole", PropertyType::TIME, PSETID_APPOINTMENT, 0x8250);
/// PidLidAppointmentRecur, PtypBinary: 0x8216 in PSETID_Appointment.
pub const APPOINTMENT_RECUR: NamedProperty =
    NamedProperty::lid("PidLidAppointmentRecur", PropertyType::BINARY, PSETID_APPOINTMENT, 0x8216);
/// PidLidAppointmentReplyName, PtypString: 0x8230 in PSETID_Appointment.
pub const APPOINTMENT_REPLY_NAME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentReplyName", PropertyType::STRING, PSETID_APPOINTMENT, 0x8230);
/// PidLidAppointmentReplyTime, PtypTime: 0x8220 in PSETID_Appointment.
pub const APPOINTMENT_REPLY_TIME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentReplyTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x8220);
/// PidLidAppointmentSequence, PtypInteger32: 0x8201 in PSETID_Appointment.
pub const APPOINTMENT_SEQUENCE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentSequence", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8201);
/// PidLidAppointmentSequenceTime, PtypTime: 0x8202 in PSETID_Appointment.
pub const APPOINTMENT_SEQUENCE_TIME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentSequenceTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x8202);
/// PidLidAppointmentStartDate, PtypTime: 0x8212 in PSETID_Appointment.
pub const APPOINTMENT_START_DATE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentStartDate", PropertyType::TIME, PSETID_APPOINTMENT, 0x8212);
/// PidLidAppointmentStartTime, PtypTime: 0x820F in PSETID_Appointment.
pub const APPOINTMENT_START_TIME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentStartTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x820F);
/// PidLidAppointmentStartWhole, PtypTime: 0x820D in PSETID_Appointment.
pub const APPOINTMENT_START_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentStartWhole", PropertyType::TIME, PSETID_APPOINTMENT, 0x820D);
/// PidLidAppointmentStateFlags, PtypInteger32: 0x8217 in PSETID_Appointment.
pub const APPOINTMENT_STATE_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidAppointmentStateFlags", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8217);
/// PidLidAppointmentSubType, PtypBoolean: 0x8215 in PSETID_Appointment.
pub const APPOINTMENT_SUB_TYPE: NamedProperty =
    NamedProperty::lid("PidLidAppointmentSubType", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8215);
/// PidLidAppointmentTimeZoneDefinitionEndDisplay, PtypBinary: 0x825F in PSETID_Appointment.
pub const APPOINTMENT_TIME_ZONE_DEFINITION_END_DISPLAY: NamedProperty =
    NamedProperty::lid("PidLidAppointmentTimeZoneDefinitionEndDisplay", PropertyType::BINARY, PSETID_APPOINTMENT, 0x825F);
/// PidLidAppointmentTimeZoneDefinitionRecur, PtypBinary: 0x8260 in PSETID_Appointment.
pub const APPOINTMENT_TIME_ZONE_DEFINITION_RECUR: NamedProperty =
    NamedProperty::lid("PidLidAppointmentTimeZoneDefinitionRecur", PropertyType::BINARY, PSETID_APPOINTMENT, 0x8260);
/// PidLidAppointmentTimeZoneDefinitionStartDisplay, PtypBinary: 0x825E in PSETID_Appointment.
pub const APPOINTMENT_TIME_ZONE_DEFINITION_START_DISPLAY: NamedProperty =
    NamedProperty::lid("PidLidAppointmentTimeZoneDefinitionStartDisplay", PropertyType::BINARY, PSETID_APPOINTMENT, 0x825E);
/// PidLidAppointmentUnsendableRecipients, PtypBinary: 0x825D in PSETID_Appointment.
pub const APPOINTMENT_UNSENDABLE_RECIPIENTS: NamedProperty =
    NamedProperty::lid("PidLidAppointmentUnsendableRecipients", PropertyType::BINARY, PSETID_APPOINTMENT, 0x825D);
/// PidLidAppointmentUpdateTime, PtypTime: 0x8226 in PSETID_Appointment.
pub const APPOINTMENT_UPDATE_TIME: NamedProperty =
    NamedProperty::lid("PidLidAppointmentUpdateTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x8226);
/// PidLidAttendeeCriticalChange, PtypTime: 0x0001 in PSETID_Meeting.
pub const ATTENDEE_CRITICAL_CHANGE: NamedProperty =
    NamedProperty::lid("PidLidAttendeeCriticalChange", PropertyType::TIME, PSETID_MEETING, 0x0001);
/// PidLidAutoFillLocation, PtypBoolean: 0x823A in PSETID_Appointment.
pub const AUTO_FILL_LOCATION: NamedProperty =
    NamedProperty::lid("PidLidAutoFillLocation", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x823A);
/// PidLidAutoLog, PtypBoolean: 0x8025 in PSETID_Address.
pub const AUTO_LOG: NamedProperty =
    NamedProperty::lid("PidLidAutoLog", PropertyType::BOOLEAN, PSETID_ADDRESS, 0x8025);
/// PidLidAutoProcessState, PtypInteger32: 0x851A in PSETID_Common.
pub const AUTO_PROCESS_STATE: NamedProperty =
    NamedProperty::lid("PidLidAutoProcessState", PropertyType::INTEGER32, PSETID_COMMON, 0x851A);
/// PidLidAutoStartCheck, PtypBoolean: 0x8244 in PSETID_Appointment.
pub const AUTO_START_CHECK: NamedProperty =
    NamedProperty::lid("PidLidAutoStartCheck", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8244);
/// PidLidBilling, PtypString: 0x8535 in PSETID_Common.
pub const BILLING: NamedProperty =
    NamedProperty::lid("PidLidBilling", PropertyType::STRING, PSETID_COMMON, 0x8535);
/// PidLidBirthdayEventEntryId, PtypBinary: 0x804D in PSETID_Address.
pub const BIRTHDAY_EVENT_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidBirthdayEventEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x804D);
/// PidLidBirthdayLocal, PtypTime: 0x80DE in PSETID_Address.
pub const BIRTHDAY_LOCAL: NamedProperty =
    NamedProperty::lid("PidLidBirthdayLocal", PropertyType::TIME, PSETID_ADDRESS, 0x80DE);
/// PidLidBusinessCardCardPicture, PtypBinary: 0x8041 in PSETID_Address.
pub const BUSINESS_CARD_CARD_PICTURE: NamedProperty =
    NamedProperty::lid("PidLidBusinessCardCardPicture", PropertyType::BINARY, PSETID_ADDRESS, 0x8041);
/// PidLidBusinessCardDisplayDefinition, PtypBinary: 0x8040 in PSETID_Address.
pub const BUSINESS_CARD_DISPLAY_DEFINITION: NamedProperty =
    NamedProperty::lid("PidLidBusinessCardDisplayDefinition", PropertyType::BINARY, PSETID_ADDRESS, 0x8040);
/// PidLidBusyStatus, PtypInteger32: 0x8205 in PSETID_Appointment.
pub const BUSY_STATUS: NamedProperty =
    NamedProperty::lid("PidLidBusyStatus", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8205);
/// PidLidCalendarType, PtypInteger32: 0x001C in PSETID_Meeting.
pub const CALENDAR_TYPE: NamedProperty =
    NamedProperty::lid("PidLidCalendarType", PropertyType::INTEGER32, PSETID_MEETING, 0x001C);
/// PidLidCategories, PtypMultipleString: 0x9000 in PS_PUBLIC_STRINGS.
pub const CATEGORIES: NamedProperty =
    NamedProperty::lid("PidLidCategories", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, 0x9000);
/// PidLidCcAttendeesString, PtypString: 0x823C in PSETID_Appointment.
pub const CC_ATTENDEES_STRING: NamedProperty =
    NamedProperty::lid("PidLidCcAttendeesString", PropertyType::STRING, PSETID_APPOINTMENT, 0x823C);
/// PidLidChangeHighlight, PtypInteger32: 0x8204 in PSETID_Appointment.
pub const CHANGE_HIGHLIGHT: NamedProperty =
    NamedProperty::lid("PidLidChangeHighlight", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8204);
/// PidLidClassification, PtypString: 0x85B6 in PSETID_Common.
pub const CLASSIFICATION: NamedProperty =
    NamedProperty::lid("PidLidClassification", PropertyType::STRING, PSETID_COMMON, 0x85B6);
/// PidLidClassificationDescription, PtypString: 0x85B7 in PSETID_Common.
pub const CLASSIFICATION_DESCRIPTION: NamedProperty =
    NamedProperty::lid("PidLidClassificationDescription", PropertyType::STRING, PSETID_COMMON, 0x85B7);
/// PidLidClassificationGuid, PtypString: 0x85B8 in PSETID_Common.
pub const CLASSIFICATION_GUID: NamedProperty =
    NamedProperty::lid("PidLidClassificationGuid", PropertyType::STRING, PSETID_COMMON, 0x85B8);
/// PidLidClassificationKeep, PtypBoolean: 0x85BA in PSETID_Common.
pub const CLASSIFICATION_KEEP: NamedProperty =
    NamedProperty::lid("PidLidClassificationKeep", PropertyType::BOOLEAN, PSETID_COMMON, 0x85BA);
/// PidLidClassified, PtypBoolean: 0x85B5 in PSETID_Common.
pub const CLASSIFIED: NamedProperty =
    NamedProperty::lid("PidLidClassified", PropertyType::BOOLEAN, PSETID_COMMON, 0x85B5);
/// PidLidCleanGlobalObjectId, PtypBinary: 0x0023 in PSETID_Meeting.
pub const CLEAN_GLOBAL_OBJECT_ID: NamedProperty =
    NamedProperty::lid("PidLidCleanGlobalObjectId", PropertyType::BINARY, PSETID_MEETING, 0x0023);
/// PidLidClientIntent, PtypInteger32: 0x0015 in PSETID_CalendarAssistant.
pub const CLIENT_INTENT: NamedProperty =
    NamedProperty::lid("PidLidClientIntent", PropertyType::INTEGER32, PSETID_CALENDAR_ASSISTANT, 0x0015);
/// PidLidClipEnd, PtypTime: 0x8236 in PSETID_Appointment.
pub const CLIP_END: NamedProperty =
    NamedProperty::lid("PidLidClipEnd", PropertyType::TIME, PSETID_APPOINTMENT, 0x8236);
/// PidLidClipStart, PtypTime: 0x8235 in PSETID_Appointment.
pub const CLIP_START: NamedProperty =
    NamedProperty::lid("PidLidClipStart", PropertyType::TIME, PSETID_APPOINTMENT, 0x8235);
/// PidLidCollaborateDoc, PtypString: 0x8247 in PSETID_Appointment.
pub const COLLABORATE_DOC: NamedProperty =
    NamedProperty::lid("PidLidCollaborateDoc", PropertyType::STRING, PSETID_APPOINTMENT, 0x8247);
/// PidLidCommonEnd, PtypTime: 0x8517 in PSETID_Common.
pub const COMMON_END: NamedProperty =
    NamedProperty::lid("PidLidCommonEnd", PropertyType::TIME, PSETID_COMMON, 0x8517);
/// PidLidCommonStart, PtypTime: 0x8516 in PSETID_Common.
pub const COMMON_START: NamedProperty =
    NamedProperty::lid("PidLidCommonStart", PropertyType::TIME, PSETID_COMMON, 0x8516);
/// PidLidCompanies, PtypMultipleString: 0x8539 in PSETID_Common.
pub const COMPANIES: NamedProperty =
    NamedProperty::lid("PidLidCompanies", PropertyType::MULTIPLE_STRING, PSETID_COMMON, 0x8539);
/// PidLidConferencingCheck, PtypBoolean: 0x8240 in PSETID_Appointment.
pub const CONFERENCING_CHECK: NamedProperty =
    NamedProperty::lid("PidLidConferencingCheck", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8240);
/// PidLidConferencingType, PtypInteger32: 0x8241 in PSETID_Appointment.
pub const CONFERENCING_TYPE: NamedProperty =
    NamedProperty::lid("PidLidConferencingType", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8241);
/// PidLidContactCharacterSet, PtypInteger32: 0x8023 in PSETID_Address.
pub const CONTACT_CHARACTER_SET: NamedProperty =
    NamedProperty::lid("PidLidContactCharacterSet", PropertyType::INTEGER32, PSETID_ADDRESS, 0x8023);
/// PidLidContactItemData, PtypMultipleInteger32: 0x8007 in PSETID_Address.
pub const CONTACT_ITEM_DATA: NamedProperty =
    NamedProperty::lid("PidLidContactItemData", PropertyType::MULTIPLE_INTEGER32, PSETID_ADDRESS, 0x8007);
/// PidLidContactLinkEntry, PtypBinary: 0x8585 in PSETID_Common.
pub const CONTACT_LINK_ENTRY: NamedProperty =
    NamedProperty::lid("PidLidContactLinkEntry", PropertyType::BINARY, PSETID_COMMON, 0x8585);
/// PidLidContactLinkGlobalAddressListLinkId, PtypGuid: 0x80E8 in PSETID_Address.
pub const CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_ID: NamedProperty =
    NamedProperty::lid("PidLidContactLinkGlobalAddressListLinkId", PropertyType::GUID, PSETID_ADDRESS, 0x80E8);
/// PidLidContactLinkGlobalAddressListLinkState, PtypInteger32: 0x80E6 in PSETID_Address.
pub const CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_STATE: NamedProperty =
    NamedProperty::lid("PidLidContactLinkGlobalAddressListLinkState", PropertyType::INTEGER32, PSETID_ADDRESS, 0x80E6);
/// PidLidContactLinkLinkRejectHistory, PtypMultipleBinary: 0x80E5 in PSETID_Address.
pub const CONTACT_LINK_LINK_REJECT_HISTORY: NamedProperty =
    NamedProperty::lid("PidLidContactLinkLinkRejectHistory", PropertyType::MULTIPLE_BINARY, PSETID_ADDRESS, 0x80E5);
/// PidLidContactLinkName, PtypString: 0x8586 in PSETID_Common.
pub const CONTACT_LINK_NAME: NamedProperty =
    NamedProperty::lid("PidLidContactLinkName", PropertyType::STRING, PSETID_COMMON, 0x8586);
/// PidLidContactLinkSMTPAddressCache, PtypMultipleString: 0x80E3 in PSETID_Address.
pub const CONTACT_LINK_SMTP_ADDRESS_CACHE: NamedProperty =
    NamedProperty::lid("PidLidContactLinkSMTPAddressCache", PropertyType::MULTIPLE_STRING, PSETID_ADDRESS, 0x80E3);
/// PidLidContactLinkSearchKey, PtypBinary: 0x8584 in PSETID_Common.
pub const CONTACT_LINK_SEARCH_KEY: NamedProperty =
    NamedProperty::lid("PidLidContactLinkSearchKey", PropertyType::BINARY, PSETID_COMMON, 0x8584);
/// PidLidContactLinkedGlobalAddressListEntryId, PtypBinary: 0x80E2 in PSETID_Address.
pub const CONTACT_LINKED_GLOBAL_ADDRESS_LIST_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidContactLinkedGlobalAddressListEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x80E2);
/// PidLidContactUserField1, PtypString: 0x804F in PSETID_Address.
pub const CONTACT_USER_FIELD1: NamedProperty =
    NamedProperty::lid("PidLidContactUserField1", PropertyType::STRING, PSETID_ADDRESS, 0x804F);
/// PidLidContactUserField2, PtypString: 0x8050 in PSETID_Address.
pub const CONTACT_USER_FIELD2: NamedProperty =
    NamedProperty::lid("PidLidContactUserField2", PropertyType::STRING, PSETID_ADDRESS, 0x8050);
/// PidLidContactUserField3, PtypString: 0x8051 in PSETID_Address.
pub const CONTACT_USER_FIELD3: NamedProperty =
    NamedProperty::lid("PidLidContactUserField3", PropertyType::STRING, PSETID_ADDRESS, 0x8051);
/// PidLidContactUserField4, PtypString: 0x8052 in PSETID_Address.
pub const CONTACT_USER_FIELD4: NamedProperty =
    NamedProperty::lid("PidLidContactUserField4", PropertyType::STRING, PSETID_ADDRESS, 0x8052);
/// PidLidContacts, PtypMultipleString: 0x853A in PSETID_Common.
pub const CONTACTS: NamedProperty =
    NamedProperty::lid("PidLidContacts", PropertyType::MULTIPLE_STRING, PSETID_COMMON, 0x853A);
/// PidLidConversationActionLastAppliedTime, PtypTime: 0x85CA in PSETID_Common.
pub const CONVERSATION_ACTION_LAST_APPLIED_TIME: NamedProperty =
    NamedProperty::lid("PidLidConversationActionLastAppliedTime", PropertyType::TIME, PSETID_COMMON, 0x85CA);
/// PidLidConversationActionMaxDeliveryTime, PtypTime: 0x85C8 in PSETID_Common.
pub const CONVERSATION_ACTION_MAX_DELIVERY_TIME: NamedProperty =
    NamedProperty::lid("PidLidConversationActionMaxDeliveryTime", PropertyType::TIME, PSETID_COMMON, 0x85C8);
/// PidLidConversationActionMoveFolderEid, PtypBinary: 0x85C6 in PSETID_Common.
pub const CONVERSATION_ACTION_MOVE_FOLDER_EID: NamedProperty =
    NamedProperty::lid("PidLidConversationActionMoveFolderEid", PropertyType::BINARY, PSETID_COMMON, 0x85C6);
/// PidLidConversationActionMoveStoreEid, PtypBinary: 0x85C7 in PSETID_Common.
pub const CONVERSATION_ACTION_MOVE_STORE_EID: NamedProperty =
    NamedProperty::lid("PidLidConversationActionMoveStoreEid", PropertyType::BINARY, PSETID_COMMON, 0x85C7);
/// PidLidConversationActionVersion, PtypInteger32: 0x85CB in PSETID_Common.
pub const CONVERSATION_ACTION_VERSION: NamedProperty =
    NamedProperty::lid("PidLidConversationActionVersion", PropertyType::INTEGER32, PSETID_COMMON, 0x85CB);
/// PidLidConversationProcessed, PtypInteger32: 0x85C9 in PSETID_Common.
pub const CONVERSATION_PROCESSED: NamedProperty =
    NamedProperty::lid("PidLidConversationProcessed", PropertyType::INTEGER32, PSETID_COMMON, 0x85C9);
/// PidLidCurrentVersion, PtypInteger32: 0x8552 in PSETID_Common.
pub const CURRENT_VERSION: NamedProperty =
    NamedProperty::lid("PidLidCurrentVersion", PropertyType::INTEGER32, PSETID_COMMON, 0x8552);
/// PidLidCurrentVersionName, PtypString: 0x8554 in PSETID_Common.
pub const CURRENT_VERSION_NAME: NamedProperty =
    NamedProperty::lid("PidLidCurrentVersionName", PropertyType::STRING, PSETID_COMMON, 0x8554);
/// PidLidDayInterval, PtypInteger16: 0x0011 in PSETID_Meeting.
pub const DAY_INTERVAL: NamedProperty =
    NamedProperty::lid("PidLidDayInterval", PropertyType::INTEGER16, PSETID_MEETING, 0x0011);
/// PidLidDayOfMonth, PtypInteger32: 0x1000 in PSETID_Common.
pub const DAY_OF_MONTH: NamedProperty =
    NamedProperty::lid("PidLidDayOfMonth", PropertyType::INTEGER32, PSETID_COMMON, 0x1000);
/// PidLidDelegateMail, PtypBoolean: 0x0009 in PSETID_Meeting.
pub const DELEGATE_MAIL: NamedProperty =
    NamedProperty::lid("PidLidDelegateMail", PropertyType::BOOLEAN, PSETID_MEETING, 0x0009);
/// PidLidDepartment, PtypString: 0x8010 in PSETID_Address.
pub const DEPARTMENT: NamedProperty =
    NamedProperty::lid("PidLidDepartment", PropertyType::STRING, PSETID_ADDRESS, 0x8010);
/// PidLidDirectory, PtypString: 0x8242 in PSETID_Appointment.
pub const DIRECTORY: NamedProperty =
    NamedProperty::lid("PidLidDirectory", PropertyType::STRING, PSETID_APPOINTMENT, 0x8242);
/// PidLidDistributionListChecksum, PtypInteger32: 0x804C in PSETID_Address.
pub const DISTRIBUTION_LIST_CHECKSUM: NamedProperty =
    NamedProperty::lid("PidLidDistributionListChecksum", PropertyType::INTEGER32, PSETID_ADDRESS, 0x804C);
/// PidLidDistributionListMembers, PtypMultipleBinary: 0x8055 in PSETID_Address.
pub const DISTRIBUTION_LIST_MEMBERS: NamedProperty =
    NamedProperty::lid("PidLidDistributionListMembers", PropertyType::MULTIPLE_BINARY, PSETID_ADDRESS, 0x8055);
/// PidLidDistributionListName, PtypString: 0x8053 in PSETID_Address.
pub const DISTRIBUTION_LIST_NAME: NamedProperty =
    NamedProperty::lid("PidLidDistributionListName", PropertyType::STRING, PSETID_ADDRESS, 0x8053);
/// PidLidDistributionListOneOffMembers, PtypMultipleBinary: 0x8054 in PSETID_Address.
pub const DISTRIBUTION_LIST_ONE_OFF_MEMBERS: NamedProperty =
    NamedProperty::lid("PidLidDistributionListOneOffMembers", PropertyType::MULTIPLE_BINARY, PSETID_ADDRESS, 0x8054);
/// PidLidDistributionListStream, PtypBinary: 0x8064 in PSETID_Address.
pub const DISTRIBUTION_LIST_STREAM: NamedProperty =
    NamedProperty::lid("PidLidDistributionListStream", PropertyType::BINARY, PSETID_ADDRESS, 0x8064);
/// PidLidEmail1AddressType, PtypString: 0x8082 in PSETID_Address.
pub const EMAIL1_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidEmail1AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x8082);
/// PidLidEmail1DisplayName, PtypString: 0x8080 in PSETID_Address.
pub const EMAIL1_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail1DisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x8080);
/// PidLidEmail1EmailAddress, PtypString: 0x8083 in PSETID_Address.
pub const EMAIL1_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidEmail1EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x8083);
/// PidLidEmail1OriginalDisplayName, PtypString: 0x8084 in PSETID_Address.
pub const EMAIL1_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail1OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x8084);
/// PidLidEmail1OriginalEntryId, PtypBinary: 0x8085 in PSETID_Address.
pub const EMAIL1_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidEmail1OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x8085);
/// PidLidEmail2AddressType, PtypString: 0x8092 in PSETID_Address.
pub const EMAIL2_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidEmail2AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x8092);
/// PidLidEmail2DisplayName, PtypString: 0x8090 in PSETID_Address.
pub const EMAIL2_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail2DisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x8090);
/// PidLidEmail2EmailAddress, PtypString: 0x8093 in PSETID_Address.
pub const EMAIL2_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidEmail2EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x8093);
/// PidLidEmail2OriginalDisplayName, PtypString: 0x8094 in PSETID_Address.
pub const EMAIL2_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail2OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x8094);
/// PidLidEmail2OriginalEntryId, PtypBinary: 0x8095 in PSETID_Address.
pub const EMAIL2_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidEmail2OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x8095);
/// PidLidEmail3AddressType, PtypString: 0x80A2 in PSETID_Address.
pub const EMAIL3_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidEmail3AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x80A2);
/// PidLidEmail3DisplayName, PtypString: 0x80A0 in PSETID_Address.
pub const EMAIL3_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail3DisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x80A0);
/// PidLidEmail3EmailAddress, PtypString: 0x80A3 in PSETID_Address.
pub const EMAIL3_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidEmail3EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x80A3);
/// PidLidEmail3OriginalDisplayName, PtypString: 0x80A4 in PSETID_Address.
pub const EMAIL3_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidEmail3OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x80A4);
/// PidLidEmail3OriginalEntryId, PtypBinary: 0x80A5 in PSETID_Address.
pub const EMAIL3_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidEmail3OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x80A5);
/// PidLidEndRecurrenceDate, PtypInteger32: 0x000F in PSETID_Meeting.
pub const END_RECURRENCE_DATE: NamedProperty =
    NamedProperty::lid("PidLidEndRecurrenceDate", PropertyType::INTEGER32, PSETID_MEETING, 0x000F);
/// PidLidEndRecurrenceTime, PtypInteger32: 0x0010 in PSETID_Meeting.
pub const END_RECURRENCE_TIME: NamedProperty =
    NamedProperty::lid("PidLidEndRecurrenceTime", PropertyType::INTEGER32, PSETID_MEETING, 0x0010);
/// PidLidExceptionReplaceTime, PtypTime: 0x8228 in PSETID_Appointment.
pub const EXCEPTION_REPLACE_TIME: NamedProperty =
    NamedProperty::lid("PidLidExceptionReplaceTime", PropertyType::TIME, PSETID_APPOINTMENT, 0x8228);
/// PidLidFExceptionalAttendees, PtypBoolean: 0x822B in PSETID_Appointment.
pub const F_EXCEPTIONAL_ATTENDEES: NamedProperty =
    NamedProperty::lid("PidLidFExceptionalAttendees", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x822B);
/// PidLidFExceptionalBody, PtypBoolean: 0x8206 in PSETID_Appointment.
pub const F_EXCEPTIONAL_BODY: NamedProperty =
    NamedProperty::lid("PidLidFExceptionalBody", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8206);
/// PidLidFInvited, PtypBoolean: 0x8229 in PSETID_Appointment.
pub const F_INVITED: NamedProperty =
    NamedProperty::lid("PidLidFInvited", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8229);
/// PidLidFOthersAppointment, PtypBoolean: 0x822F in PSETID_Appointment.
pub const F_OTHERS_APPOINTMENT: NamedProperty =
    NamedProperty::lid("PidLidFOthersAppointment", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x822F);
/// PidLidFax1AddressType, PtypString: 0x80B2 in PSETID_Address.
pub const FAX1_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidFax1AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x80B2);
/// PidLidFax1EmailAddress, PtypString: 0x80B3 in PSETID_Address.
pub const FAX1_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidFax1EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x80B3);
/// PidLidFax1OriginalDisplayName, PtypString: 0x80B4 in PSETID_Address.
pub const FAX1_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidFax1OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x80B4);
/// PidLidFax1OriginalEntryId, PtypBinary: 0x80B5 in PSETID_Address.
pub const FAX1_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidFax1OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x80B5);
/// PidLidFax2AddressType, PtypString: 0x80C2 in PSETID_Address.
pub const FAX2_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidFax2AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x80C2);
/// PidLidFax2EmailAddress, PtypString: 0x80C3 in PSETID_Address.
pub const FAX2_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidFax2EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x80C3);
/// PidLidFax2OriginalDisplayName, PtypString: 0x80C4 in PSETID_Address.
pub const FAX2_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidFax2OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x80C4);
/// PidLidFax2OriginalEntryId, PtypBinary: 0x80C5 in PSETID_Address.
pub const FAX2_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidFax2OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x80C5);
/// PidLidFax3AddressType, PtypString: 0x80D2 in PSETID_Address.
pub const FAX3_ADDRESS_TYPE: NamedProperty =
    NamedProperty::lid("PidLidFax3AddressType", PropertyType::STRING, PSETID_ADDRESS, 0x80D2);
/// PidLidFax3EmailAddress, PtypString: 0x80D3 in PSETID_Address.
pub const FAX3_EMAIL_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidFax3EmailAddress", PropertyType::STRING, PSETID_ADDRESS, 0x80D3);
/// PidLidFax3OriginalDisplayName, PtypString: 0x80D4 in PSETID_Address.
pub const FAX3_ORIGINAL_DISPLAY_NAME: NamedProperty =
    NamedProperty::lid("PidLidFax3OriginalDisplayName", PropertyType::STRING, PSETID_ADDRESS, 0x80D4);
/// PidLidFax3OriginalEntryId, PtypBinary: 0x80D5 in PSETID_Address.
pub const FAX3_ORIGINAL_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidFax3OriginalEntryId", PropertyType::BINARY, PSETID_ADDRESS, 0x80D5);
/// PidLidFileUnder, PtypString: 0x8005 in PSETID_Address.
pub const FILE_UNDER: NamedProperty =
    NamedProperty::lid("PidLidFileUnder", PropertyType::STRING, PSETID_ADDRESS, 0x8005);
/// PidLidFileUnderId, PtypInteger32: 0x8006 in PSETID_Address.
pub const FILE_UNDER_ID: NamedProperty =
    NamedProperty::lid("PidLidFileUnderId", PropertyType::INTEGER32, PSETID_ADDRESS, 0x8006);
/// PidLidFileUnderList, PtypMultipleInteger32: 0x8026 in PSETID_Address.
pub const FILE_UNDER_LIST: NamedProperty =
    NamedProperty::lid("PidLidFileUnderList", PropertyType::MULTIPLE_INTEGER32, PSETID_ADDRESS, 0x8026);
/// PidLidFlagRequest, PtypString: 0x8530 in PSETID_Common.
pub const FLAG_REQUEST: NamedProperty =
    NamedProperty::lid("PidLidFlagRequest", PropertyType::STRING, PSETID_COMMON, 0x8530);
/// PidLidFlagString, PtypInteger32: 0x85C0 in PSETID_Common.
pub const FLAG_STRING: NamedProperty =
    NamedProperty::lid("PidLidFlagString", PropertyType::INTEGER32, PSETID_COMMON, 0x85C0);
/// PidLidForwardInstance, PtypBoolean: 0x820A in PSETID_Appointment.
pub const FORWARD_INSTANCE: NamedProperty =
    NamedProperty::lid("PidLidForwardInstance", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x820A);
/// PidLidForwardNotificationRecipients, PtypBinary: 0x8261 in PSETID_Appointment.
pub const FORWARD_NOTIFICATION_RECIPIENTS: NamedProperty =
    NamedProperty::lid("PidLidForwardNotificationRecipients", PropertyType::BINARY, PSETID_APPOINTMENT, 0x8261);
/// PidLidFreeBusyLocation, PtypString: 0x80D8 in PSETID_Address.
pub const FREE_BUSY_LOCATION: NamedProperty =
    NamedProperty::lid("PidLidFreeBusyLocation", PropertyType::STRING, PSETID_ADDRESS, 0x80D8);
/// PidLidGlobalObjectId, PtypBinary: 0x0003 in PSETID_Meeting.
pub const GLOBAL_OBJECT_ID: NamedProperty =
    NamedProperty::lid("PidLidGlobalObjectId", PropertyType::BINARY, PSETID_MEETING, 0x0003);
/// PidLidHasPicture, PtypBoolean: 0x8015 in PSETID_Address.
pub const HAS_PICTURE: NamedProperty =
    NamedProperty::lid("PidLidHasPicture", PropertyType::BOOLEAN, PSETID_ADDRESS, 0x8015);
/// PidLidHomeAddress, PtypString: 0x801A in PSETID_Address.
pub const HOME_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidHomeAddress", PropertyType::STRING, PSETID_ADDRESS, 0x801A);
/// PidLidHomeAddressCountryCode, PtypString: 0x80DA in PSETID_Address.
pub const HOME_ADDRESS_COUNTRY_CODE: NamedProperty =
    NamedProperty::lid("PidLidHomeAddressCountryCode", PropertyType::STRING, PSETID_ADDRESS, 0x80DA);
/// PidLidHtml, PtypString: 0x802B in PSETID_Address.
pub const HTML: NamedProperty =
    NamedProperty::lid("PidLidHtml", PropertyType::STRING, PSETID_ADDRESS, 0x802B);
/// PidLidICalendarDayOfWeekMask, PtypInteger32: 0x1001 in PSETID_Common.
pub const ICALENDAR_DAY_OF_WEEK_MASK: NamedProperty =
    NamedProperty::lid("PidLidICalendarDayOfWeekMask", PropertyType::INTEGER32, PSETID_COMMON, 0x1001);
/// PidLidInboundICalStream, PtypBinary: 0x827A in PSETID_Appointment.
pub const INBOUND_ICAL_STREAM: NamedProperty =
    NamedProperty::lid("PidLidInboundICalStream", PropertyType::BINARY, PSETID_APPOINTMENT, 0x827A);
/// PidLidInfoPathFormName, PtypString: 0x85B1 in PSETID_Common.
pub const INFO_PATH_FORM_NAME: NamedProperty =
    NamedProperty::lid("PidLidInfoPathFormName", PropertyType::STRING, PSETID_COMMON, 0x85B1);
/// PidLidInstantMessagingAddress, PtypString: 0x8062 in PSETID_Address.
pub const INSTANT_MESSAGING_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidInstantMessagingAddress", PropertyType::STRING, PSETID_ADDRESS, 0x8062);
/// PidLidIntendedBusyStatus, PtypInteger32: 0x8224 in PSETID_Appointment.
pub const INTENDED_BUSY_STATUS: NamedProperty =
    NamedProperty::lid("PidLidIntendedBusyStatus", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8224);
/// PidLidInternetAccountName, PtypString: 0x8580 in PSETID_Common.
pub const INTERNET_ACCOUNT_NAME: NamedProperty =
    NamedProperty::lid("PidLidInternetAccountName", PropertyType::STRING, PSETID_COMMON, 0x8580);
/// PidLidInternetAccountStamp, PtypString: 0x8581 in PSETID_Common.
pub const INTERNET_ACCOUNT_STAMP: NamedProperty =
    NamedProperty::lid("PidLidInternetAccountStamp", PropertyType::STRING, PSETID_COMMON, 0x8581);
/// PidLidIsContactLinked, PtypBoolean: 0x80E0 in PSETID_Address.
pub const IS_CONTACT_LINKED: NamedProperty =
    NamedProperty::lid("PidLidIsContactLinked", PropertyType::BOOLEAN, PSETID_ADDRESS, 0x80E0);
/// PidLidIsException, PtypBoolean: 0x000A in PSETID_Meeting.
pub const IS_EXCEPTION: NamedProperty =
    NamedProperty::lid("PidLidIsException", PropertyType::BOOLEAN, PSETID_MEETING, 0x000A);
/// PidLidIsRecurring, PtypBoolean: 0x0005 in PSETID_Meeting.
pub const IS_RECURRING: NamedProperty =
    NamedProperty::lid("PidLidIsRecurring", PropertyType::BOOLEAN, PSETID_MEETING, 0x0005);
/// PidLidIsSilent, PtypBoolean: 0x0004 in PSETID_Meeting.
pub const IS_SILENT: NamedProperty =
    NamedProperty::lid("PidLidIsSilent", PropertyType::BOOLEAN, PSETID_MEETING, 0x0004);
/// PidLidLinkedTaskItems, PtypMultipleBinary: 0x820C in PSETID_Appointment.
pub const LINKED_TASK_ITEMS: NamedProperty =
    NamedProperty::lid("PidLidLinkedTaskItems", PropertyType::MULTIPLE_BINARY, PSETID_APPOINTMENT, 0x820C);
/// PidLidLocation, PtypString: 0x8208 in PSETID_Appointment.
pub const LOCATION: NamedProperty =
    NamedProperty::lid("PidLidLocation", PropertyType::STRING, PSETID_APPOINTMENT, 0x8208);
/// PidLidLogDocumentPosted, PtypBoolean: 0x8711 in PSETID_Log.
pub const LOG_DOCUMENT_POSTED: NamedProperty =
    NamedProperty::lid("PidLidLogDocumentPosted", PropertyType::BOOLEAN, PSETID_LOG, 0x8711);
/// PidLidLogDocumentPrinted, PtypBoolean: 0x870E in PSETID_Log.
pub const LOG_DOCUMENT_PRINTED: NamedProperty =
    NamedProperty::lid("PidLidLogDocumentPrinted", PropertyType::BOOLEAN, PSETID_LOG, 0x870E);
/// PidLidLogDocumentRouted, PtypBoolean: 0x8710 in PSETID_Log.
pub const LOG_DOCUMENT_ROUTED: NamedProperty =
    NamedProperty::lid("PidLidLogDocumentRouted", PropertyType::BOOLEAN, PSETID_LOG, 0x8710);
/// PidLidLogDocumentSaved, PtypBoolean: 0x870F in PSETID_Log.
pub const LOG_DOCUMENT_SAVED: NamedProperty =
    NamedProperty::lid("PidLidLogDocumentSaved", PropertyType::BOOLEAN, PSETID_LOG, 0x870F);
/// PidLidLogDuration, PtypInteger32: 0x8707 in PSETID_Log.
pub const LOG_DURATION: NamedProperty =
    NamedProperty::lid("PidLidLogDuration", PropertyType::INTEGER32, PSETID_LOG, 0x8707);
/// PidLidLogEnd, PtypTime: 0x8708 in PSETID_Log.
pub const LOG_END: NamedProperty =
    NamedProperty::lid("PidLidLogEnd", PropertyType::TIME, PSETID_LOG, 0x8708);
/// PidLidLogFlags, PtypInteger32: 0x870C in PSETID_Log.
pub const LOG_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidLogFlags", PropertyType::INTEGER32, PSETID_LOG, 0x870C);
/// PidLidLogStart, PtypTime: 0x8706 in PSETID_Log.
pub const LOG_START: NamedProperty =
    NamedProperty::lid("PidLidLogStart", PropertyType::TIME, PSETID_LOG, 0x8706);
/// PidLidLogType, PtypString: 0x8700 in PSETID_Log.
pub const LOG_TYPE: NamedProperty =
    NamedProperty::lid("PidLidLogType", PropertyType::STRING, PSETID_LOG, 0x8700);
/// PidLidLogTypeDesc, PtypString: 0x8712 in PSETID_Log.
pub const LOG_TYPE_DESC: NamedProperty =
    NamedProperty::lid("PidLidLogTypeDesc", PropertyType::STRING, PSETID_LOG, 0x8712);
/// PidLidMeetingType, PtypInteger32: 0x0026 in PSETID_Meeting.
pub const MEETING_TYPE: NamedProperty =
    NamedProperty::lid("PidLidMeetingType", PropertyType::INTEGER32, PSETID_MEETING, 0x0026);
/// PidLidMeetingWorkspaceUrl, PtypString: 0x8209 in PSETID_Appointment.
pub const MEETING_WORKSPACE_URL: NamedProperty =
    NamedProperty::lid("PidLidMeetingWorkspaceUrl", PropertyType::STRING, PSETID_APPOINTMENT, 0x8209);
/// PidLidMonthInterval, PtypInteger16: 0x0013 in PSETID_Meeting.
pub const MONTH_INTERVAL: NamedProperty =
    NamedProperty::lid("PidLidMonthInterval", PropertyType::INTEGER16, PSETID_MEETING, 0x0013);
/// PidLidMonthOfYear, PtypInteger32: 0x1006 in PSETID_Common.
pub const MONTH_OF_YEAR: NamedProperty =
    NamedProperty::lid("PidLidMonthOfYear", PropertyType::INTEGER32, PSETID_COMMON, 0x1006);
/// PidLidMonthOfYearMask, PtypInteger32: 0x0017 in PSETID_Meeting.
pub const MONTH_OF_YEAR_MASK: NamedProperty =
    NamedProperty::lid("PidLidMonthOfYearMask", PropertyType::INTEGER32, PSETID_MEETING, 0x0017);
/// PidLidNetShowUrl, PtypString: 0x8248 in PSETID_Appointment.
pub const NET_SHOW_URL: NamedProperty =
    NamedProperty::lid("PidLidNetShowUrl", PropertyType::STRING, PSETID_APPOINTMENT, 0x8248);
/// PidLidNoEndDateFlag, PtypBoolean: 0x100B in PSETID_Common.
pub const NO_END_DATE_FLAG: NamedProperty =
    NamedProperty::lid("PidLidNoEndDateFlag", PropertyType::BOOLEAN, PSETID_COMMON, 0x100B);
/// PidLidNonSendBccTrackStatus, PtypMultipleInteger32: 0x8545 in PSETID_Common.
pub const NON_SEND_BCC_TRACK_STATUS: NamedProperty =
    NamedProperty::lid("PidLidNonSendBccTrackStatus", PropertyType::MULTIPLE_INTEGER32, PSETID_COMMON, 0x8545);
/// PidLidNonSendCcTrackStatus, PtypMultipleInteger32: 0x8544 in PSETID_Common.
pub const NON_SEND_CC_TRACK_STATUS: NamedProperty =
    NamedProperty::lid("PidLidNonSendCcTrackStatus", PropertyType::MULTIPLE_INTEGER32, PSETID_COMMON, 0x8544);
/// PidLidNonSendToTrackStatus, PtypMultipleInteger32: 0x8543 in PSETID_Common.
pub const NON_SEND_TO_TRACK_STATUS: NamedProperty =
    NamedProperty::lid("PidLidNonSendToTrackStatus", PropertyType::MULTIPLE_INTEGER32, PSETID_COMMON, 0x8543);
/// PidLidNonSendableBcc, PtypString: 0x8538 in PSETID_Common.
pub const NON_SENDABLE_BCC: NamedProperty =
    NamedProperty::lid("PidLidNonSendableBcc", PropertyType::STRING, PSETID_COMMON, 0x8538);
/// PidLidNonSendableCc, PtypString: 0x8537 in PSETID_Common.
pub const NON_SENDABLE_CC: NamedProperty =
    NamedProperty::lid("PidLidNonSendableCc", PropertyType::STRING, PSETID_COMMON, 0x8537);
/// PidLidNonSendableTo, PtypString: 0x8536 in PSETID_Common.
pub const NON_SENDABLE_TO: NamedProperty =
    NamedProperty::lid("PidLidNonSendableTo", PropertyType::STRING, PSETID_COMMON, 0x8536);
/// PidLidNoteColor, PtypInteger32: 0x8B00 in PSETID_Note.
pub const NOTE_COLOR: NamedProperty =
    NamedProperty::lid("PidLidNoteColor", PropertyType::INTEGER32, PSETID_NOTE, 0x8B00);
/// PidLidNoteHeight, PtypInteger32: 0x8B03 in PSETID_Note.
pub const NOTE_HEIGHT: NamedProperty =
    NamedProperty::lid("PidLidNoteHeight", PropertyType::INTEGER32, PSETID_NOTE, 0x8B03);
/// PidLidNoteWidth, PtypInteger32: 0x8B02 in PSETID_Note.
pub const NOTE_WIDTH: NamedProperty =
    NamedProperty::lid("PidLidNoteWidth", PropertyType::INTEGER32, PSETID_NOTE, 0x8B02);
/// PidLidNoteX, PtypInteger32: 0x8B04 in PSETID_Note.
pub const NOTE_X: NamedProperty =
    NamedProperty::lid("PidLidNoteX", PropertyType::INTEGER32, PSETID_NOTE, 0x8B04);
/// PidLidNoteY, PtypInteger32: 0x8B05 in PSETID_Note.
pub const NOTE_Y: NamedProperty =
    NamedProperty::lid("PidLidNoteY", PropertyType::INTEGER32, PSETID_NOTE, 0x8B05);
/// PidLidOccurrences, PtypInteger32: 0x1005 in PSETID_Common.
pub const OCCURRENCES: NamedProperty =
    NamedProperty::lid("PidLidOccurrences", PropertyType::INTEGER32, PSETID_COMMON, 0x1005);
/// PidLidOldLocation, PtypString: 0x0028 in PSETID_Meeting.
pub const OLD_LOCATION: NamedProperty =
    NamedProperty::lid("PidLidOldLocation", PropertyType::STRING, PSETID_MEETING, 0x0028);
/// PidLidOldRecurrenceType, PtypInteger16: 0x0018 in PSETID_Meeting.
pub const OLD_RECURRENCE_TYPE: NamedProperty =
    NamedProperty::lid("PidLidOldRecurrenceType", PropertyType::INTEGER16, PSETID_MEETING, 0x0018);
/// PidLidOldWhenEndWhole, PtypTime: 0x002A in PSETID_Meeting.
pub const OLD_WHEN_END_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidOldWhenEndWhole", PropertyType::TIME, PSETID_MEETING, 0x002A);
/// PidLidOldWhenStartWhole, PtypTime: 0x0029 in PSETID_Meeting.
pub const OLD_WHEN_START_WHOLE: NamedProperty =
    NamedProperty::lid("PidLidOldWhenStartWhole", PropertyType::TIME, PSETID_MEETING, 0x0029);
/// PidLidOnlinePassword, PtypString: 0x8249 in PSETID_Appointment.
pub const ONLINE_PASSWORD: NamedProperty =
    NamedProperty::lid("PidLidOnlinePassword", PropertyType::STRING, PSETID_APPOINTMENT, 0x8249);
/// PidLidOptionalAttendees, PtypString: 0x0007 in PSETID_Meeting.
pub const OPTIONAL_ATTENDEES: NamedProperty =
    NamedProperty::lid("PidLidOptionalAttendees", PropertyType::STRING, PSETID_MEETING, 0x0007);
/// PidLidOrganizerAlias, PtypString: 0x8243 in PSETID_Appointment.
pub const ORGANIZER_ALIAS: NamedProperty =
    NamedProperty::lid("PidLidOrganizerAlias", PropertyType::STRING, PSETID_APPOINTMENT, 0x8243);
/// PidLidOriginalStoreEntryId, PtypBinary: 0x8237 in PSETID_Appointment.
pub const ORIGINAL_STORE_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidOriginalStoreEntryId", PropertyType::BINARY, PSETID_APPOINTMENT, 0x8237);
/// PidLidOtherAddress, PtypString: 0x801C in PSETID_Address.
pub const OTHER_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidOtherAddress", PropertyType::STRING, PSETID_ADDRESS, 0x801C);
/// PidLidOtherAddressCountryCode, PtypString: 0x80DC in PSETID_Address.
pub const OTHER_ADDRESS_COUNTRY_CODE: NamedProperty =
    NamedProperty::lid("PidLidOtherAddressCountryCode", PropertyType::STRING, PSETID_ADDRESS, 0x80DC);
/// PidLidOwnerCriticalChange, PtypTime: 0x001A in PSETID_Meeting.
pub const OWNER_CRITICAL_CHANGE: NamedProperty =
    NamedProperty::lid("PidLidOwnerCriticalChange", PropertyType::TIME, PSETID_MEETING, 0x001A);
/// PidLidOwnerName, PtypString: 0x822E in PSETID_Appointment.
pub const OWNER_NAME: NamedProperty =
    NamedProperty::lid("PidLidOwnerName", PropertyType::STRING, PSETID_APPOINTMENT, 0x822E);
/// PidLidPendingStateForSiteMailboxDocument, PtypInteger32: 0x85E0 in PSETID_Common.
pub const PENDING_STATE_FOR_SITE_MAILBOX_DOCUMENT: NamedProperty =
    NamedProperty::lid("PidLidPendingStateForSiteMailboxDocument", PropertyType::INTEGER32, PSETID_COMMON, 0x85E0);
/// PidLidPercentComplete, PtypFloating64: 0x8102 in PSETID_Task.
pub const PERCENT_COMPLETE: NamedProperty =
    NamedProperty::lid("PidLidPercentComplete", PropertyType::FLOATING64, PSETID_TASK, 0x8102);
/// PidLidPostRssChannel, PtypString: 0x8904 in PSETID_PostRss.
pub const POST_RSS_CHANNEL: NamedProperty =
    NamedProperty::lid("PidLidPostRssChannel", PropertyType::STRING, PSETID_POST_RSS, 0x8904);
/// PidLidPostRssChannelLink, PtypString: 0x8900 in PSETID_PostRss.
pub const POST_RSS_CHANNEL_LINK: NamedProperty =
    NamedProperty::lid("PidLidPostRssChannelLink", PropertyType::STRING, PSETID_POST_RSS, 0x8900);
/// PidLidPostRssItemGuid, PtypString: 0x8903 in PSETID_PostRss.
pub const POST_RSS_ITEM_GUID: NamedProperty =
    NamedProperty::lid("PidLidPostRssItemGuid", PropertyType::STRING, PSETID_POST_RSS, 0x8903);
/// PidLidPostRssItemHash, PtypInteger32: 0x8902 in PSETID_PostRss.
pub const POST_RSS_ITEM_HASH: NamedProperty =
    NamedProperty::lid("PidLidPostRssItemHash", PropertyType::INTEGER32, PSETID_POST_RSS, 0x8902);
/// PidLidPostRssItemLink, PtypString: 0x8901 in PSETID_PostRss.
pub const POST_RSS_ITEM_LINK: NamedProperty =
    NamedProperty::lid("PidLidPostRssItemLink", PropertyType::STRING, PSETID_POST_RSS, 0x8901);
/// PidLidPostRssItemXml, PtypString: 0x8905 in PSETID_PostRss.
pub const POST_RSS_ITEM_XML: NamedProperty =
    NamedProperty::lid("PidLidPostRssItemXml", PropertyType::STRING, PSETID_POST_RSS, 0x8905);
/// PidLidPostRssSubscription, PtypString: 0x8906 in PSETID_PostRss.
pub const POST_RSS_SUBSCRIPTION: NamedProperty =
    NamedProperty::lid("PidLidPostRssSubscription", PropertyType::STRING, PSETID_POST_RSS, 0x8906);
/// PidLidPostalAddressId, PtypInteger32: 0x8022 in PSETID_Address.
pub const POSTAL_ADDRESS_ID: NamedProperty =
    NamedProperty::lid("PidLidPostalAddressId", PropertyType::INTEGER32, PSETID_ADDRESS, 0x8022);
/// PidLidPrivate, PtypBoolean: 0x8506 in PSETID_Common.
pub const PRIVATE: NamedProperty =
    NamedProperty::lid("PidLidPrivate", PropertyType::BOOLEAN, PSETID_COMMON, 0x8506);
/// PidLidPromptSendUpdate, PtypBoolean: 0x8045 in PSETID_Common.
pub const PROMPT_SEND_UPDATE: NamedProperty =
    NamedProperty::lid("PidLidPromptSendUpdate", PropertyType::BOOLEAN, PSETID_COMMON, 0x8045);
/// PidLidRecurrenceDuration, PtypInteger32: 0x100D in PSETID_Common.
pub const RECURRENCE_DURATION: NamedProperty =
    NamedProperty::lid("PidLidRecurrenceDuration", PropertyType::INTEGER32, PSETID_COMMON, 0x100D);
/// PidLidRecurrencePattern, PtypString: 0x8232 in PSETID_Appointment.
pub const RECURRENCE_PATTERN: NamedProperty =
    NamedProperty::lid("PidLidRecurrencePattern", PropertyType::STRING, PSETID_APPOINTMENT, 0x8232);
/// PidLidRecurrenceType, PtypInteger32: 0x8231 in PSETID_Appointment.
pub const RECURRENCE_TYPE: NamedProperty =
    NamedProperty::lid("PidLidRecurrenceType", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8231);
/// PidLidRecurring, PtypBoolean: 0x8223 in PSETID_Appointment.
pub const RECURRING: NamedProperty =
    NamedProperty::lid("PidLidRecurring", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x8223);
/// PidLidReferenceEntryId, PtypBinary: 0x85BD in PSETID_Common.
pub const REFERENCE_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidReferenceEntryId", PropertyType::BINARY, PSETID_COMMON, 0x85BD);
/// PidLidReminderDelta, PtypInteger32: 0x8501 in PSETID_Common.
pub const REMINDER_DELTA: NamedProperty =
    NamedProperty::lid("PidLidReminderDelta", PropertyType::INTEGER32, PSETID_COMMON, 0x8501);
/// PidLidReminderFileParameter, PtypString: 0x851F in PSETID_Common.
pub const REMINDER_FILE_PARAMETER: NamedProperty =
    NamedProperty::lid("PidLidReminderFileParameter", PropertyType::STRING, PSETID_COMMON, 0x851F);
/// PidLidReminderOverride, PtypBoolean: 0x851C in PSETID_Common.
pub const REMINDER_OVERRIDE: NamedProperty =
    NamedProperty::lid("PidLidReminderOverride", PropertyType::BOOLEAN, PSETID_COMMON, 0x851C);
/// PidLidReminderPlaySound, PtypBoolean: 0x851E in PSETID_Common.
pub const REMINDER_PLAY_SOUND: NamedProperty =
    NamedProperty::lid("PidLidReminderPlaySound", PropertyType::BOOLEAN, PSETID_COMMON, 0x851E);
/// PidLidReminderSet, PtypBoolean: 0x8503 in PSETID_Common.
pub const REMINDER_SET: NamedProperty =
    NamedProperty::lid("PidLidReminderSet", PropertyType::BOOLEAN, PSETID_COMMON, 0x8503);
/// PidLidReminderSignalTime, PtypTime: 0x8560 in PSETID_Common.
pub const REMINDER_SIGNAL_TIME: NamedProperty =
    NamedProperty::lid("PidLidReminderSignalTime", PropertyType::TIME, PSETID_COMMON, 0x8560);
/// PidLidReminderTime, PtypTime: 0x8502 in PSETID_Common.
pub const REMINDER_TIME: NamedProperty =
    NamedProperty::lid("PidLidReminderTime", PropertyType::TIME, PSETID_COMMON, 0x8502);
/// PidLidReminderTimeDate, PtypTime: 0x8505 in PSETID_Common.
pub const REMINDER_TIME_DATE: NamedProperty =
    NamedProperty::lid("PidLidReminderTimeDate", PropertyType::TIME, PSETID_COMMON, 0x8505);
/// PidLidReminderTimeTime, PtypTime: 0x8504 in PSETID_Common.
pub const REMINDER_TIME_TIME: NamedProperty =
    NamedProperty::lid("PidLidReminderTimeTime", PropertyType::TIME, PSETID_COMMON, 0x8504);
/// PidLidReminderType, PtypInteger32: 0x851D in PSETID_Common.
pub const REMINDER_TYPE: NamedProperty =
    NamedProperty::lid("PidLidReminderType", PropertyType::INTEGER32, PSETID_COMMON, 0x851D);
/// PidLidRemoteAttachment, PtypBoolean: 0x8F07 in PSETID_Remote.
pub const REMOTE_ATTACHMENT: NamedProperty =
    NamedProperty::lid("PidLidRemoteAttachment", PropertyType::BOOLEAN, PSETID_REMOTE, 0x8F07);
/// PidLidRemoteEntryId, PtypBinary: 0x8F01 in PSETID_Remote.
pub const REMOTE_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidRemoteEntryId", PropertyType::BINARY, PSETID_REMOTE, 0x8F01);
/// PidLidRemoteSearchKey, PtypBinary: 0x8F06 in PSETID_Remote.
pub const REMOTE_SEARCH_KEY: NamedProperty =
    NamedProperty::lid("PidLidRemoteSearchKey", PropertyType::BINARY, PSETID_REMOTE, 0x8F06);
/// PidLidRemoteStatus, PtypInteger32: 0x8511 in PSETID_Common.
pub const REMOTE_STATUS: NamedProperty =
    NamedProperty::lid("PidLidRemoteStatus", PropertyType::INTEGER32, PSETID_COMMON, 0x8511);
/// PidLidRemoteTransferSize, PtypInteger32: 0x8F05 in PSETID_Remote.
pub const REMOTE_TRANSFER_SIZE: NamedProperty =
    NamedProperty::lid("PidLidRemoteTransferSize", PropertyType::INTEGER32, PSETID_REMOTE, 0x8F05);
/// PidLidRemoteTransferTime, PtypInteger32: 0x8F04 in PSETID_Remote.
pub const REMOTE_TRANSFER_TIME: NamedProperty =
    NamedProperty::lid("PidLidRemoteTransferTime", PropertyType::INTEGER32, PSETID_REMOTE, 0x8F04);
/// PidLidRemoteTransport, PtypString: 0x8F03 in PSETID_Remote.
pub const REMOTE_TRANSPORT: NamedProperty =
    NamedProperty::lid("PidLidRemoteTransport", PropertyType::STRING, PSETID_REMOTE, 0x8F03);
/// PidLidRequiredAttendees, PtypString: 0x0006 in PSETID_Meeting.
pub const REQUIRED_ATTENDEES: NamedProperty =
    NamedProperty::lid("PidLidRequiredAttendees", PropertyType::STRING, PSETID_MEETING, 0x0006);
/// PidLidResourceAttendees, PtypString: 0x0008 in PSETID_Meeting.
pub const RESOURCE_ATTENDEES: NamedProperty =
    NamedProperty::lid("PidLidResourceAttendees", PropertyType::STRING, PSETID_MEETING, 0x0008);
/// PidLidResponseStatus, PtypInteger32: 0x8218 in PSETID_Appointment.
pub const RESPONSE_STATUS: NamedProperty =
    NamedProperty::lid("PidLidResponseStatus", PropertyType::INTEGER32, PSETID_APPOINTMENT, 0x8218);
/// PidLidServerProcessed, PtypBoolean: 0x85CC in PSETID_CalendarAssistant.
pub const SERVER_PROCESSED: NamedProperty =
    NamedProperty::lid("PidLidServerProcessed", PropertyType::BOOLEAN, PSETID_CALENDAR_ASSISTANT, 0x85CC);
/// PidLidServerProcessingActions, PtypInteger32: 0x85CD in PSETID_CalendarAssistant.
pub const SERVER_PROCESSING_ACTIONS: NamedProperty =
    NamedProperty::lid("PidLidServerProcessingActions", PropertyType::INTEGER32, PSETID_CALENDAR_ASSISTANT, 0x85CD);
/// PidLidSharingAnonymity, PtypInteger32: 0x8A19 in PSETID_Sharing.
pub const SHARING_ANONYMITY: NamedProperty =
    NamedProperty::lid("PidLidSharingAnonymity", PropertyType::INTEGER32, PSETID_SHARING, 0x8A19);
/// PidLidSharingBindingEntryId, PtypBinary: 0x8A2D in PSETID_Sharing.
pub const SHARING_BINDING_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingBindingEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A2D);
/// PidLidSharingBrowseUrl, PtypString: 0x8A51 in PSETID_Sharing.
pub const SHARING_BROWSE_URL: NamedProperty =
    NamedProperty::lid("PidLidSharingBrowseUrl", PropertyType::STRING, PSETID_SHARING, 0x8A51);
/// PidLidSharingCapabilities, PtypInteger32: 0x8A17 in PSETID_Sharing.
pub const SHARING_CAPABILITIES: NamedProperty =
    NamedProperty::lid("PidLidSharingCapabilities", PropertyType::INTEGER32, PSETID_SHARING, 0x8A17);
/// PidLidSharingConfigurationUrl, PtypString: 0x8A24 in PSETID_Sharing.
pub const SHARING_CONFIGURATION_URL: NamedProperty =
    NamedProperty::lid("PidLidSharingConfigurationUrl", PropertyType::STRING, PSETID_SHARING, 0x8A24);
/// PidLidSharingDataRangeEnd, PtypTime: 0x8A45 in PSETID_Sharing.
pub const SHARING_DATA_RANGE_END: NamedProperty =
    NamedProperty::lid("PidLidSharingDataRangeEnd", PropertyType::TIME, PSETID_SHARING, 0x8A45);
/// PidLidSharingDataRangeStart, PtypTime: 0x8A44 in PSETID_Sharing.
pub const SHARING_DATA_RANGE_START: NamedProperty =
    NamedProperty::lid("PidLidSharingDataRangeStart", PropertyType::TIME, PSETID_SHARING, 0x8A44);
/// PidLidSharingDetail, PtypInteger32: 0x8A2B in PSETID_Sharing.
pub const SHARING_DETAIL: NamedProperty =
    NamedProperty::lid("PidLidSharingDetail", PropertyType::INTEGER32, PSETID_SHARING, 0x8A2B);
/// PidLidSharingExtensionXml, PtypString: 0x8A21 in PSETID_Sharing.
pub const SHARING_EXTENSION_XML: NamedProperty =
    NamedProperty::lid("PidLidSharingExtensionXml", PropertyType::STRING, PSETID_SHARING, 0x8A21);
/// PidLidSharingFilter, PtypBinary: 0x8A13 in PSETID_Sharing.
pub const SHARING_FILTER: NamedProperty =
    NamedProperty::lid("PidLidSharingFilter", PropertyType::BINARY, PSETID_SHARING, 0x8A13);
/// PidLidSharingFlags, PtypInteger32: 0x8A0A in PSETID_Sharing.
pub const SHARING_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidSharingFlags", PropertyType::INTEGER32, PSETID_SHARING, 0x8A0A);
/// PidLidSharingFlavor, PtypInteger32: 0x8A18 in PSETID_Sharing.
pub const SHARING_FLAVOR: NamedProperty =
    NamedProperty::lid("PidLidSharingFlavor", PropertyType::INTEGER32, PSETID_SHARING, 0x8A18);
/// PidLidSharingFolderEntryId, PtypBinary: 0x8A15 in PSETID_Sharing.
pub const SHARING_FOLDER_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingFolderEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A15);
/// PidLidSharingIndexEntryId, PtypBinary: 0x8A2E in PSETID_Sharing.
pub const SHARING_INDEX_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingIndexEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A2E);
/// PidLidSharingInitiatorEntryId, PtypBinary: 0x8A09 in PSETID_Sharing.
pub const SHARING_INITIATOR_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingInitiatorEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A09);
/// PidLidSharingInitiatorName, PtypString: 0x8A07 in PSETID_Sharing.
pub const SHARING_INITIATOR_NAME: NamedProperty =
    NamedProperty::lid("PidLidSharingInitiatorName", PropertyType::STRING, PSETID_SHARING, 0x8A07);
/// PidLidSharingInitiatorSmtp, PtypString: 0x8A08 in PSETID_Sharing.
pub const SHARING_INITIATOR_SMTP: NamedProperty =
    NamedProperty::lid("PidLidSharingInitiatorSmtp", PropertyType::STRING, PSETID_SHARING, 0x8A08);
/// PidLidSharingInstanceGuid, PtypBinary: 0x8A1C in PSETID_Sharing.
pub const SHARING_INSTANCE_GUID: NamedProperty =
    NamedProperty::lid("PidLidSharingInstanceGuid", PropertyType::BINARY, PSETID_SHARING, 0x8A1C);
/// PidLidSharingLastAutoSyncTime, PtypTime: 0x8A55 in PSETID_Sharing.
pub const SHARING_LAST_AUTO_SYNC_TIME: NamedProperty =
    NamedProperty::lid("PidLidSharingLastAutoSyncTime", PropertyType::TIME, PSETID_SHARING, 0x8A55);
/// PidLidSharingLastSyncTime, PtypTime: 0x8A1F in PSETID_Sharing.
pub const SHARING_LAST_SYNC_TIME: NamedProperty =
    NamedProperty::lid("PidLidSharingLastSyncTime", PropertyType::TIME, PSETID_SHARING, 0x8A1F);
/// PidLidSharingLocalComment, PtypString: 0x8A4D in PSETID_Sharing.
pub const SHARING_LOCAL_COMMENT: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalComment", PropertyType::STRING, PSETID_SHARING, 0x8A4D);
/// PidLidSharingLocalLastModificationTime, PtypTime: 0x8A23 in PSETID_Sharing.
pub const SHARING_LOCAL_LAST_MODIFICATION_TIME: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalLastModificationTime", PropertyType::TIME, PSETID_SHARING, 0x8A23);
/// PidLidSharingLocalName, PtypString: 0x8A0F in PSETID_Sharing.
pub const SHARING_LOCAL_NAME: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalName", PropertyType::STRING, PSETID_SHARING, 0x8A0F);
/// PidLidSharingLocalPath, PtypString: 0x8A0E in PSETID_Sharing.
pub const SHARING_LOCAL_PATH: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalPath", PropertyType::STRING, PSETID_SHARING, 0x8A0E);
/// PidLidSharingLocalStoreUid, PtypString: 0x8A49 in PSETID_Sharing.
pub const SHARING_LOCAL_STORE_UID: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalStoreUid", PropertyType::STRING, PSETID_SHARING, 0x8A49);
/// PidLidSharingLocalType, PtypString: 0x8A14 in PSETID_Sharing.
pub const SHARING_LOCAL_TYPE: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalType", PropertyType::STRING, PSETID_SHARING, 0x8A14);
/// PidLidSharingLocalUid, PtypString: 0x8A10 in PSETID_Sharing.
pub const SHARING_LOCAL_UID: NamedProperty =
    NamedProperty::lid("PidLidSharingLocalUid", PropertyType::STRING, PSETID_SHARING, 0x8A10);
/// PidLidSharingOriginalMessageEntryId, PtypBinary: 0x8A29 in PSETID_Sharing.
pub const SHARING_ORIGINAL_MESSAGE_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingOriginalMessageEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A29);
/// PidLidSharingParentBindingEntryId, PtypBinary: 0x8A5C in PSETID_Sharing.
pub const SHARING_PARENT_BINDING_ENTRY_ID: NamedProperty =
    NamedProperty::lid("PidLidSharingParentBindingEntryId", PropertyType::BINARY, PSETID_SHARING, 0x8A5C);
/// PidLidSharingParticipants, PtypString: 0x8A1E in PSETID_Sharing.
pub const SHARING_PARTICIPANTS: NamedProperty =
    NamedProperty::lid("PidLidSharingParticipants", PropertyType::STRING, PSETID_SHARING, 0x8A1E);
/// PidLidSharingPermissions, PtypInteger32: 0x8A1B in PSETID_Sharing.
pub const SHARING_PERMISSIONS: NamedProperty =
    NamedProperty::lid("PidLidSharingPermissions", PropertyType::INTEGER32, PSETID_SHARING, 0x8A1B);
/// PidLidSharingProviderExtension, PtypString: 0x8A0B in PSETID_Sharing.
pub const SHARING_PROVIDER_EXTENSION: NamedProperty =
    NamedProperty::lid("PidLidSharingProviderExtension", PropertyType::STRING, PSETID_SHARING, 0x8A0B);
/// PidLidSharingProviderGuid, PtypBinary: 0x8A01 in PSETID_Sharing.
pub const SHARING_PROVIDER_GUID: NamedProperty =
    NamedProperty::lid("PidLidSharingProviderGuid", PropertyType::BINARY, PSETID_SHARING, 0x8A01);
/// PidLidSharingProviderName, PtypString: 0x8A02 in PSETID_Sharing.
pub const SHARING_PROVIDER_NAME: NamedProperty =
    NamedProperty::lid("PidLidSharingProviderName", PropertyType::STRING, PSETID_SHARING, 0x8A02);
/// PidLidSharingProviderUrl, PtypString: 0x8A03 in PSETID_Sharing.
pub const SHARING_PROVIDER_URL: NamedProperty =
    NamedProperty::lid("PidLidSharingProviderUrl", PropertyType::STRING, PSETID_SHARING, 0x8A03);
/// PidLidSharingRangeEnd, PtypInteger32: 0x8A47 in PSETID_Sharing.
pub const SHARING_RANGE_END: NamedProperty =
    NamedProperty::lid("PidLidSharingRangeEnd", PropertyType::INTEGER32, PSETID_SHARING, 0x8A47);
/// PidLidSharingRangeStart, PtypInteger32: 0x8A46 in PSETID_Sharing.
pub const SHARING_RANGE_START: NamedProperty =
    NamedProperty::lid("PidLidSharingRangeStart", PropertyType::INTEGER32, PSETID_SHARING, 0x8A46);
/// PidLidSharingReciprocation, PtypInteger32: 0x8A1A in PSETID_Sharing.
pub const SHARING_RECIPROCATION: NamedProperty =
    NamedProperty::lid("PidLidSharingReciprocation", PropertyType::INTEGER32, PSETID_SHARING, 0x8A1A);
/// PidLidSharingRemoteByteSize, PtypInteger32: 0x8A4B in PSETID_Sharing.
pub const SHARING_REMOTE_BYTE_SIZE: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteByteSize", PropertyType::INTEGER32, PSETID_SHARING, 0x8A4B);
/// PidLidSharingRemoteComment, PtypString: 0x8A2F in PSETID_Sharing.
pub const SHARING_REMOTE_COMMENT: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteComment", PropertyType::STRING, PSETID_SHARING, 0x8A2F);
/// PidLidSharingRemoteCrc, PtypInteger32: 0x8A4C in PSETID_Sharing.
pub const SHARING_REMOTE_CRC: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteCrc", PropertyType::INTEGER32, PSETID_SHARING, 0x8A4C);
/// PidLidSharingRemoteLastModificationTime, PtypTime: 0x8A22 in PSETID_Sharing.
pub const SHARING_REMOTE_LAST_MODIFICATION_TIME: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteLastModificationTime", PropertyType::TIME, PSETID_SHARING, 0x8A22);
/// PidLidSharingRemoteMessageCount, PtypInteger32: 0x8A4F in PSETID_Sharing.
pub const SHARING_REMOTE_MESSAGE_COUNT: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteMessageCount", PropertyType::INTEGER32, PSETID_SHARING, 0x8A4F);
/// PidLidSharingRemoteName, PtypString: 0x8A05 in PSETID_Sharing.
pub const SHARING_REMOTE_NAME: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteName", PropertyType::STRING, PSETID_SHARING, 0x8A05);
/// PidLidSharingRemotePass, PtypString: 0x8A0D in PSETID_Sharing.
pub const SHARING_REMOTE_PASS: NamedProperty =
    NamedProperty::lid("PidLidSharingRemotePass", PropertyType::STRING, PSETID_SHARING, 0x8A0D);
/// PidLidSharingRemotePath, PtypString: 0x8A04 in PSETID_Sharing.
pub const SHARING_REMOTE_PATH: NamedProperty =
    NamedProperty::lid("PidLidSharingRemotePath", PropertyType::STRING, PSETID_SHARING, 0x8A04);
/// PidLidSharingRemoteStoreUid, PtypString: 0x8A48 in PSETID_Sharing.
pub const SHARING_REMOTE_STORE_UID: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteStoreUid", PropertyType::STRING, PSETID_SHARING, 0x8A48);
/// PidLidSharingRemoteType, PtypString: 0x8A1D in PSETID_Sharing.
pub const SHARING_REMOTE_TYPE: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteType", PropertyType::STRING, PSETID_SHARING, 0x8A1D);
/// PidLidSharingRemoteUid, PtypString: 0x8A06 in PSETID_Sharing.
pub const SHARING_REMOTE_UID: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteUid", PropertyType::STRING, PSETID_SHARING, 0x8A06);
/// PidLidSharingRemoteUser, PtypString: 0x8A0C in PSETID_Sharing.
pub const SHARING_REMOTE_USER: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteUser", PropertyType::STRING, PSETID_SHARING, 0x8A0C);
/// PidLidSharingRemoteVersion, PtypString: 0x8A5B in PSETID_Sharing.
pub const SHARING_REMOTE_VERSION: NamedProperty =
    NamedProperty::lid("PidLidSharingRemoteVersion", PropertyType::STRING, PSETID_SHARING, 0x8A5B);
/// PidLidSharingResponseTime, PtypTime: 0x8A28 in PSETID_Sharing.
pub const SHARING_RESPONSE_TIME: NamedProperty =
    NamedProperty::lid("PidLidSharingResponseTime", PropertyType::TIME, PSETID_SHARING, 0x8A28);
/// PidLidSharingResponseType, PtypInteger32: 0x8A27 in PSETID_Sharing.
pub const SHARING_RESPONSE_TYPE: NamedProperty =
    NamedProperty::lid("PidLidSharingResponseType", PropertyType::INTEGER32, PSETID_SHARING, 0x8A27);
/// PidLidSharingRoamLog, PtypInteger32: 0x8A4E in PSETID_Sharing.
pub const SHARING_ROAM_LOG: NamedProperty =
    NamedProperty::lid("PidLidSharingRoamLog", PropertyType::INTEGER32, PSETID_SHARING, 0x8A4E);
/// PidLidSharingStart, PtypTime: 0x8A25 in PSETID_Sharing.
pub const SHARING_START: NamedProperty =
    NamedProperty::lid("PidLidSharingStart", PropertyType::TIME, PSETID_SHARING, 0x8A25);
/// PidLidSharingStatus, PtypInteger32: 0x8A00 in PSETID_Sharing.
pub const SHARING_STATUS: NamedProperty =
    NamedProperty::lid("PidLidSharingStatus", PropertyType::INTEGER32, PSETID_SHARING, 0x8A00);
/// PidLidSharingStop, PtypTime: 0x8A26 in PSETID_Sharing.
pub const SHARING_STOP: NamedProperty =
    NamedProperty::lid("PidLidSharingStop", PropertyType::TIME, PSETID_SHARING, 0x8A26);
/// PidLidSharingSyncFlags, PtypInteger32: 0x8A60 in PSETID_Sharing.
pub const SHARING_SYNC_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidSharingSyncFlags", PropertyType::INTEGER32, PSETID_SHARING, 0x8A60);
/// PidLidSharingSyncInterval, PtypInteger32: 0x8A2A in PSETID_Sharing.
pub const SHARING_SYNC_INTERVAL: NamedProperty =
    NamedProperty::lid("PidLidSharingSyncInterval", PropertyType::INTEGER32, PSETID_SHARING, 0x8A2A);
/// PidLidSharingTimeToLive, PtypInteger32: 0x8A2C in PSETID_Sharing.
pub const SHARING_TIME_TO_LIVE: NamedProperty =
    NamedProperty::lid("PidLidSharingTimeToLive", PropertyType::INTEGER32, PSETID_SHARING, 0x8A2C);
/// PidLidSharingTimeToLiveAuto, PtypInteger32: 0x8A56 in PSETID_Sharing.
pub const SHARING_TIME_TO_LIVE_AUTO: NamedProperty =
    NamedProperty::lid("PidLidSharingTimeToLiveAuto", PropertyType::INTEGER32, PSETID_SHARING, 0x8A56);
/// PidLidSharingWorkingHoursDays, PtypInteger32: 0x8A42 in PSETID_Sharing.
pub const SHARING_WORKING_HOURS_DAYS: NamedProperty =
    NamedProperty::lid("PidLidSharingWorkingHoursDays", PropertyType::INTEGER32, PSETID_SHARING, 0x8A42);
/// PidLidSharingWorkingHoursEnd, PtypTime: 0x8A41 in PSETID_Sharing.
pub const SHARING_WORKING_HOURS_END: NamedProperty =
    NamedProperty::lid("PidLidSharingWorkingHoursEnd", PropertyType::TIME, PSETID_SHARING, 0x8A41);
/// PidLidSharingWorkingHoursStart, PtypTime: 0x8A40 in PSETID_Sharing.
pub const SHARING_WORKING_HOURS_START: NamedProperty =
    NamedProperty::lid("PidLidSharingWorkingHoursStart", PropertyType::TIME, PSETID_SHARING, 0x8A40);
/// PidLidSharingWorkingHoursTimeZone, PtypBinary: 0x8A43 in PSETID_Sharing.
pub const SHARING_WORKING_HOURS_TIME_ZONE: NamedProperty =
    NamedProperty::lid("PidLidSharingWorkingHoursTimeZone", PropertyType::BINARY, PSETID_SHARING, 0x8A43);
/// PidLidSideEffects, PtypInteger32: 0x8510 in PSETID_Common.
pub const SIDE_EFFECTS: NamedProperty =
    NamedProperty::lid("PidLidSideEffects", PropertyType::INTEGER32, PSETID_COMMON, 0x8510);
/// PidLidSingleBodyICal, PtypBoolean: 0x827B in PSETID_Appointment.
pub const SINGLE_BODY_ICAL: NamedProperty =
    NamedProperty::lid("PidLidSingleBodyICal", PropertyType::BOOLEAN, PSETID_APPOINTMENT, 0x827B);
/// PidLidSmartNoAttach, PtypBoolean: 0x8514 in PSETID_Common.
pub const SMART_NO_ATTACH: NamedProperty =
    NamedProperty::lid("PidLidSmartNoAttach", PropertyType::BOOLEAN, PSETID_COMMON, 0x8514);
/// PidLidSpamOriginalFolder, PtypBinary: 0x859C in PSETID_Common.
pub const SPAM_ORIGINAL_FOLDER: NamedProperty =
    NamedProperty::lid("PidLidSpamOriginalFolder", PropertyType::BINARY, PSETID_COMMON, 0x859C);
/// PidLidStartRecurrenceDate, PtypInteger32: 0x000D in PSETID_Meeting.
pub const START_RECURRENCE_DATE: NamedProperty =
    NamedProperty::lid("PidLidStartRecurrenceDate", PropertyType::INTEGER32, PSETID_MEETING, 0x000D);
/// PidLidStartRecurrenceTime, PtypInteger32: 0x000E in PSETID_Meeting.
pub const START_RECURRENCE_TIME: NamedProperty =
    NamedProperty::lid("PidLidStartRecurrenceTime", PropertyType::INTEGER32, PSETID_MEETING, 0x000E);
/// PidLidTaskAcceptanceState, PtypInteger32: 0x812A in PSETID_Task.
pub const TASK_ACCEPTANCE_STATE: NamedProperty =
    NamedProperty::lid("PidLidTaskAcceptanceState", PropertyType::INTEGER32, PSETID_TASK, 0x812A);
/// PidLidTaskAccepted, PtypBoolean: 0x8108 in PSETID_Task.
pub const TASK_ACCEPTED: NamedProperty =
    NamedProperty::lid("PidLidTaskAccepted", PropertyType::BOOLEAN, PSETID_TASK, 0x8108);
/// PidLidTaskActualEffort, PtypInteger32: 0x8110 in PSETID_Task.
pub const TASK_ACTUAL_EFFORT: NamedProperty =
    NamedProperty::lid("PidLidTaskActualEffort", PropertyType::INTEGER32, PSETID_TASK, 0x8110);
/// PidLidTaskAssigner, PtypString: 0x8121 in PSETID_Task.
pub const TASK_ASSIGNER: NamedProperty =
    NamedProperty::lid("PidLidTaskAssigner", PropertyType::STRING, PSETID_TASK, 0x8121);
/// PidLidTaskAssigners, PtypBinary: 0x8117 in PSETID_Task.
pub const TASK_ASSIGNERS: NamedProperty =
    NamedProperty::lid("PidLidTaskAssigners", PropertyType::BINARY, PSETID_TASK, 0x8117);
/// PidLidTaskComplete, PtypBoolean: 0x811C in PSETID_Task.
pub const TASK_COMPLETE: NamedProperty =
    NamedProperty::lid("PidLidTaskComplete", PropertyType::BOOLEAN, PSETID_TASK, 0x811C);
/// PidLidTaskCustomFlags, PtypInteger32: 0x8139 in PSETID_Task.
pub const TASK_CUSTOM_FLAGS: NamedProperty =
    NamedProperty::lid("PidLidTaskCustomFlags", PropertyType::INTEGER32, PSETID_TASK, 0x8139);
/// PidLidTaskDateCompleted, PtypTime: 0x810F in PSETID_Task.
pub const TASK_DATE_COMPLETED: NamedProperty =
    NamedProperty::lid("PidLidTaskDateCompleted", PropertyType::TIME, PSETID_TASK, 0x810F);
/// PidLidTaskDeadOccurrence, PtypBoolean: 0x8109 in PSETID_Task.
pub const TASK_DEAD_OCCURRENCE: NamedProperty =
    NamedProperty::lid("PidLidTaskDeadOccurrence", PropertyType::BOOLEAN, PSETID_TASK, 0x8109);
/// PidLidTaskDueDate, PtypTime: 0x8105 in PSETID_Task.
pub const TASK_DUE_DATE: NamedProperty =
    NamedProperty::lid("PidLidTaskDueDate", PropertyType::TIME, PSETID_TASK, 0x8105);
/// PidLidTaskEstimatedEffort, PtypInteger32: 0x8111 in PSETID_Task.
pub const TASK_ESTIMATED_EFFORT: NamedProperty =
    NamedProperty::lid("PidLidTaskEstimatedEffort", PropertyType::INTEGER32, PSETID_TASK, 0x8111);
/// PidLidTaskFCreator, PtypBoolean: 0x811E in PSETID_Task.
pub const TASK_F_CREATOR: NamedProperty =
    NamedProperty::lid("PidLidTaskFCreator", PropertyType::BOOLEAN, PSETID_TASK, 0x811E);
/// PidLidTaskFFixOffline, PtypBoolean: 0x812C in PSETID_Task.
pub const TASK_F_FIX_OFFLINE: NamedProperty =
    NamedProperty::lid("PidLidTaskFFixOffline", PropertyType::BOOLEAN, PSETID_TASK, 0x812C);
/// PidLidTaskFRecurring, PtypBoolean: 0x8126 in PSETID_Task.
pub const TASK_F_RECURRING: NamedProperty =
    NamedProperty::lid("PidLidTaskFRecurring", PropertyType::BOOLEAN, PSETID_TASK, 0x8126);
/// PidLidTaskGlobalId, PtypBinary: 0x8519 in PSETID_Common.
pub const TASK_GLOBAL_ID: NamedProperty =
    NamedProperty::lid("PidLidTaskGlobalId", PropertyType::BINARY, PSETID_COMMON, 0x8519);
/// PidLidTaskHistory, PtypInteger32: 0x811A in PSETID_Task.
pub const TASK_HISTORY: NamedProperty =
    NamedProperty::lid("PidLidTaskHistory", PropertyType::INTEGER32, PSETID_TASK, 0x811A);
/// PidLidTaskLastDelegate, PtypString: 0x8125 in PSETID_Task.
pub const TASK_LAST_DELEGATE: NamedProperty =
    NamedProperty::lid("PidLidTaskLastDelegate", PropertyType::STRING, PSETID_TASK, 0x8125);
/// PidLidTaskLastUpdate, PtypTime: 0x8115 in PSETID_Task.
pub const TASK_LAST_UPDATE: NamedProperty =
    NamedProperty::lid("PidLidTaskLastUpdate", PropertyType::TIME, PSETID_TASK, 0x8115);
/// PidLidTaskLastUser, PtypString: 0x8122 in PSETID_Task.
pub const TASK_LAST_USER: NamedProperty =
    NamedProperty::lid("PidLidTaskLastUser", PropertyType::STRING, PSETID_TASK, 0x8122);
/// PidLidTaskMode, PtypInteger32: 0x8518 in PSETID_Common.
pub const TASK_MODE: NamedProperty =
    NamedProperty::lid("PidLidTaskMode", PropertyType::INTEGER32, PSETID_COMMON, 0x8518);
/// PidLidTaskMultipleRecipients, PtypInteger32: 0x8120 in PSETID_Task.
pub const TASK_MULTIPLE_RECIPIENTS: NamedProperty =
    NamedProperty::lid("PidLidTaskMultipleRecipients", PropertyType::INTEGER32, PSETID_TASK, 0x8120);
/// PidLidTaskNoCompute, PtypBoolean: 0x8124 in PSETID_Task.
pub const TASK_NO_COMPUTE: NamedProperty =
    NamedProperty::lid("PidLidTaskNoCompute", PropertyType::BOOLEAN, PSETID_TASK, 0x8124);
/// PidLidTaskOrdinal, PtypInteger32: 0x8123 in PSETID_Task.
pub const TASK_ORDINAL: NamedProperty =
    NamedProperty::lid("PidLidTaskOrdinal", PropertyType::INTEGER32, PSETID_TASK, 0x8123);
/// PidLidTaskOwner, PtypString: 0x811F in PSETID_Task.
pub const TASK_OWNER: NamedProperty =
    NamedProperty::lid("PidLidTaskOwner", PropertyType::STRING, PSETID_TASK, 0x811F);
/// PidLidTaskOwnership, PtypInteger32: 0x8129 in PSETID_Task.
pub const TASK_OWNERSHIP: NamedProperty =
    NamedProperty::lid("PidLidTaskOwnership", PropertyType::INTEGER32, PSETID_TASK, 0x8129);
/// PidLidTaskRecurrence, PtypBinary: 0x8116 in PSETID_Task.
pub const TASK_RECURRENCE: NamedProperty =
    NamedProperty::lid("PidLidTaskRecurrence", PropertyType::BINARY, PSETID_TASK, 0x8116);
/// PidLidTaskResetReminder, PtypBoolean: 0x8107 in PSETID_Task.
pub const TASK_RESET_REMINDER: NamedProperty =
    NamedProperty::lid("PidLidTaskResetReminder", PropertyType::BOOLEAN, PSETID_TASK, 0x8107);
/// PidLidTaskRole, PtypString: 0x8127 in PSETID_Task.
pub const TASK_ROLE: NamedProperty =
    NamedProperty::lid("PidLidTaskRole", PropertyType::STRING, PSETID_TASK, 0x8127);
/// PidLidTaskStartDate, PtypTime: 0x8104 in PSETID_Task.
pub const TASK_START_DATE: NamedProperty =
    NamedProperty::lid("PidLidTaskStartDate", PropertyType::TIME, PSETID_TASK, 0x8104);
/// PidLidTaskState, PtypInteger32: 0x8113 in PSETID_Task.
pub const TASK_STATE: NamedProperty =
    NamedProperty::lid("PidLidTaskState", PropertyType::INTEGER32, PSETID_TASK, 0x8113);
/// PidLidTaskStatus, PtypInteger32: 0x8101 in PSETID_Task.
pub const TASK_STATUS: NamedProperty =
    NamedProperty::lid("PidLidTaskStatus", PropertyType::INTEGER32, PSETID_TASK, 0x8101);
/// PidLidTaskStatusOnComplete, PtypBoolean: 0x8119 in PSETID_Task.
pub const TASK_STATUS_ON_COMPLETE: NamedProperty =
    NamedProperty::lid("PidLidTaskStatusOnComplete", PropertyType::BOOLEAN, PSETID_TASK, 0x8119);
/// PidLidTaskUpdates, PtypBoolean: 0x811B in PSETID_Task.
pub const TASK_UPDATES: NamedProperty =
    NamedProperty::lid("PidLidTaskUpdates", PropertyType::BOOLEAN, PSETID_TASK, 0x811B);
/// PidLidTaskVersion, PtypInteger32: 0x8112 in PSETID_Task.
pub const TASK_VERSION: NamedProperty =
    NamedProperty::lid("PidLidTaskVersion", PropertyType::INTEGER32, PSETID_TASK, 0x8112);
/// PidLidTeamTask, PtypBoolean: 0x8103 in PSETID_Task.
pub const TEAM_TASK: NamedProperty =
    NamedProperty::lid("PidLidTeamTask", PropertyType::BOOLEAN, PSETID_TASK, 0x8103);
/// PidLidTimeZone, PtypInteger32: 0x000C in PSETID_Meeting.
pub const TIME_ZONE: NamedProperty =
    NamedProperty::lid("PidLidTimeZone", PropertyType::INTEGER32, PSETID_MEETING, 0x000C);
/// PidLidTimeZoneDescription, PtypString: 0x8234 in PSETID_Appointment.
pub const TIME_ZONE_DESCRIPTION: NamedProperty =
    NamedProperty::lid("PidLidTimeZoneDescription", PropertyType::STRING, PSETID_APPOINTMENT, 0x8234);
/// PidLidTimeZoneStruct, PtypBinary: 0x8233 in PSETID_Appointment.
pub const TIME_ZONE_STRUCT: NamedProperty =
    NamedProperty::lid("PidLidTimeZoneStruct", PropertyType::BINARY, PSETID_APPOINTMENT, 0x8233);
/// PidLidToAttendeesString, PtypString: 0x823B in PSETID_Appointment.
pub const TO_ATTENDEES_STRING: NamedProperty =
    NamedProperty::lid("PidLidToAttendeesString", PropertyType::STRING, PSETID_APPOINTMENT, 0x823B);
/// PidLidToDoOrdinalDate, PtypTime: 0x85A0 in PSETID_Common.
pub const TO_DO_ORDINAL_DATE: NamedProperty =
    NamedProperty::lid("PidLidToDoOrdinalDate", PropertyType::TIME, PSETID_COMMON, 0x85A0);
/// PidLidToDoSubOrdinal, PtypString: 0x85A1 in PSETID_Common.
pub const TO_DO_SUB_ORDINAL: NamedProperty =
    NamedProperty::lid("PidLidToDoSubOrdinal", PropertyType::STRING, PSETID_COMMON, 0x85A1);
/// PidLidToDoTitle, PtypString: 0x85A4 in PSETID_Common.
pub const TO_DO_TITLE: NamedProperty =
    NamedProperty::lid("PidLidToDoTitle", PropertyType::STRING, PSETID_COMMON, 0x85A4);
/// PidLidUseTnef, PtypBoolean: 0x8582 in PSETID_Common.
pub const USE_TNEF: NamedProperty =
    NamedProperty::lid("PidLidUseTnef", PropertyType::BOOLEAN, PSETID_COMMON, 0x8582);
/// PidLidValidFlagStringProof, PtypTime: 0x85BF in PSETID_Common.
pub const VALID_FLAG_STRING_PROOF: NamedProperty =
    NamedProperty::lid("PidLidValidFlagStringProof", PropertyType::TIME, PSETID_COMMON, 0x85BF);
/// PidLidVerbResponse, PtypString: 0x8524 in PSETID_Common.
pub const VERB_RESPONSE: NamedProperty =
    NamedProperty::lid("PidLidVerbResponse", PropertyType::STRING, PSETID_COMMON, 0x8524);
/// PidLidVerbStream, PtypBinary: 0x8520 in PSETID_Common.
pub const VERB_STREAM: NamedProperty =
    NamedProperty::lid("PidLidVerbStream", PropertyType::BINARY, PSETID_COMMON, 0x8520);
/// PidLidWeddingAnniversaryLocal, PtypTime: 0x80DF in PSETID_Address.
pub const WEDDING_ANNIVERSARY_LOCAL: NamedProperty =
    NamedProperty::lid("PidLidWeddingAnniversaryLocal", PropertyType::TIME, PSETID_ADDRESS, 0x80DF);
/// PidLidWeekInterval, PtypInteger16: 0x0012 in PSETID_Meeting.
pub const WEEK_INTERVAL: NamedProperty =
    NamedProperty::lid("PidLidWeekInterval", PropertyType::INTEGER16, PSETID_MEETING, 0x0012);
/// PidLidWhere, PtypString: 0x0002 in PSETID_Meeting.
pub const WHERE: NamedProperty =
    NamedProperty::lid("PidLidWhere", PropertyType::STRING, PSETID_MEETING, 0x0002);
/// PidLidWorkAddress, PtypString: 0x801B in PSETID_Address.
pub const WORK_ADDRESS: NamedProperty =
    NamedProperty::lid("PidLidWorkAddress", PropertyType::STRING, PSETID_ADDRESS, 0x801B);
/// PidLidWorkAddressCity, PtypString: 0x8046 in PSETID_Address.
pub const WORK_ADDRESS_CITY: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressCity", PropertyType::STRING, PSETID_ADDRESS, 0x8046);
/// PidLidWorkAddressCountry, PtypString: 0x8049 in PSETID_Address.
pub const WORK_ADDRESS_COUNTRY: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressCountry", PropertyType::STRING, PSETID_ADDRESS, 0x8049);
/// PidLidWorkAddressCountryCode, PtypString: 0x80DB in PSETID_Address.
pub const WORK_ADDRESS_COUNTRY_CODE: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressCountryCode", PropertyType::STRING, PSETID_ADDRESS, 0x80DB);
/// PidLidWorkAddressPostOfficeBox, PtypString: 0x804A in PSETID_Address.
pub const WORK_ADDRESS_POST_OFFICE_BOX: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressPostOfficeBox", PropertyType::STRING, PSETID_ADDRESS, 0x804A);
/// PidLidWorkAddressPostalCode, PtypString: 0x8048 in PSETID_Address.
pub const WORK_ADDRESS_POSTAL_CODE: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressPostalCode", PropertyType::STRING, PSETID_ADDRESS, 0x8048);
/// PidLidWorkAddressState, PtypString: 0x8047 in PSETID_Address.
pub const WORK_ADDRESS_STATE: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressState", PropertyType::STRING, PSETID_ADDRESS, 0x8047);
/// PidLidWorkAddressStreet, PtypString: 0x8045 in PSETID_Address.
pub const WORK_ADDRESS_STREET: NamedProperty =
    NamedProperty::lid("PidLidWorkAddressStreet", PropertyType::STRING, PSETID_ADDRESS, 0x8045);
/// PidLidYearInterval, PtypInteger16: 0x0014 in PSETID_Meeting.
pub const YEAR_INTERVAL: NamedProperty =
    NamedProperty::lid("PidLidYearInterval", PropertyType::INTEGER16, PSETID_MEETING, 0x0014);
/// PidLidYomiCompanyName, PtypString: 0x802E in PSETID_Address.
pub const YOMI_COMPANY_NAME: NamedProperty =
    NamedProperty::lid("PidLidYomiCompanyName", PropertyType::STRING, PSETID_ADDRESS, 0x802E);
/// PidLidYomiFirstName, PtypString: 0x802C in PSETID_Address.
pub const YOMI_FIRST_NAME: NamedProperty =
    NamedProperty::lid("PidLidYomiFirstName", PropertyType::STRING, PSETID_ADDRESS, 0x802C);
/// PidLidYomiLastName, PtypString: 0x802D in PSETID_Address.
pub const YOMI_LAST_NAME: NamedProperty =
    NamedProperty::lid("PidLidYomiLastName", PropertyType::STRING, PSETID_ADDRESS, 0x802D);
/// PidNameAcceptLanguage, PtypString: `Accept-Language` in PS_INTERNET_HEADERS.
pub const ACCEPT_LANGUAGE: NamedProperty =
    NamedProperty::string("PidNameAcceptLanguage", PropertyType::STRING, PS_INTERNET_HEADERS, "Accept-Language");
/// PidNameApplicationName, PtypString: `AppName` in PS_PUBLIC_STRINGS.
pub const APPLICATION_NAME: NamedProperty =
    NamedProperty::string("PidNameApplicationName", PropertyType::STRING, PS_PUBLIC_STRINGS, "AppName");
/// PidNameAttachmentMacContentType, PtypString: `AttachmentMacContentType` in PSETID_Attachment.
pub const ATTACHMENT_MAC_CONTENT_TYPE: NamedProperty =
    NamedProperty::string("PidNameAttachmentMacContentType", PropertyType::STRING, PSETID_ATTACHMENT, "AttachmentMacContentType");
/// PidNameAttachmentMacInfo, PtypBinary: `AttachmentMacInfo` in PSETID_Attachment.
pub const ATTACHMENT_MAC_INFO: NamedProperty =
    NamedProperty::string("PidNameAttachmentMacInfo", PropertyType::BINARY, PSETID_ATTACHMENT, "AttachmentMacInfo");
/// PidNameAttachmentOriginalPermissionType, PtypInteger32: `AttachmentOriginalPermissionType` in PSETID_Attachment.
pub const ATTACHMENT_ORIGINAL_PERMISSION_TYPE: NamedProperty =
    NamedProperty::string("PidNameAttachmentOriginalPermissionType", PropertyType::INTEGER32, PSETID_ATTACHMENT, "AttachmentOriginalPermissionType");
/// PidNameAttachmentPermissionType, PtypInteger32: `AttachmentPermissionType` in PSETID_Attachment.
pub const ATTACHMENT_PERMISSION_TYPE: NamedProperty =
    NamedProperty::string("PidNameAttachmentPermissionType", PropertyType::INTEGER32, PSETID_ATTACHMENT, "AttachmentPermissionType");
/// PidNameAttachmentProviderType, PtypString: `AttachmentProviderType` in PSETID_Attachment.
pub const ATTACHMENT_PROVIDER_TYPE: NamedProperty =
    NamedProperty::string("PidNameAttachmentProviderType", PropertyType::STRING, PSETID_ATTACHMENT, "AttachmentProviderType");
/// PidNameAudioNotes, PtypString: `UMAudioNotes` in PSETID_UnifiedMessaging.
pub const AUDIO_NOTES: NamedProperty =
    NamedProperty::string("PidNameAudioNotes", PropertyType::STRING, PSETID_UNIFIED_MESSAGING, "UMAudioNotes");
/// PidNameAuthor, PtypString: `Author` in PS_PUBLIC_STRINGS.
pub const AUTHOR: NamedProperty =
    NamedProperty::string("PidNameAuthor", PropertyType::STRING, PS_PUBLIC_STRINGS, "Author");
/// PidNameAutomaticSpeechRecognitionData, PtypBinary: `AsrData` in PSETID_UnifiedMessaging.
pub const AUTOMATIC_SPEECH_RECOGNITION_DATA: NamedProperty =
    NamedProperty::string("PidNameAutomaticSpeechRecognitionData", PropertyType::BINARY, PSETID_UNIFIED_MESSAGING, "AsrData");
/// PidNameBirthdayContactAttributionDisplayName, PtypString: `BirthdayContactAttributionDisplayName` in PSETID_Address.
pub const BIRTHDAY_CONTACT_ATTRIBUTION_DISPLAY_NAME: NamedProperty =
    NamedProperty::string("PidNameBirthdayContactAttributionDisplayName", PropertyType::STRING, PSETID_ADDRESS, "BirthdayContactAttributionDisplayName");
/// PidNameBirthdayContactEntryId, PtypBinary: `BirthdayContactEntryId` in PSETID_Address.
pub const BIRTHDAY_CONTACT_ENTRY_ID: NamedProperty =
    NamedProperty::string("PidNameBirthdayContactEntryId", PropertyType::BINARY, PSETID_ADDRESS, "BirthdayContactEntryId");
/// PidNameBirthdayContactPersonGuid, PtypBinary: `BirthdayContactPersonGuid` in PSETID_Address.
pub const BIRTHDAY_CONTACT_PERSON_GUID: NamedProperty =
    NamedProperty::string("PidNameBirthdayContactPersonGuid", PropertyType::BINARY, PSETID_ADDRESS, "BirthdayContactPersonGuid");
/// PidNameByteCount, PtypInteger32: `ByteCount` in PS_PUBLIC_STRINGS.
pub const BYTE_COUNT: NamedProperty =
    NamedProperty::string("PidNameByteCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "ByteCount");
/// PidNameCalendarAttendeeRole, PtypInteger32: `urn:schemas:calendar:attendeerole` in PS_PUBLIC_STRINGS.
pub const CALENDAR_ATTENDEE_ROLE: NamedProperty =
    NamedProperty::string("PidNameCalendarAttendeeRole", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:attendeerole");
/// PidNameCalendarBusystatus, PtypString: `urn:schemas:calendar:busystatus` in PS_PUBLIC_STRINGS.
pub const CALENDAR_BUSYSTATUS: NamedProperty =
    NamedProperty::string("PidNameCalendarBusystatus", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:busystatus");
/// PidNameCalendarContact, PtypString: `urn:schemas:calendar:contact` in PS_PUBLIC_STRINGS.
pub const CALENDAR_CONTACT: NamedProperty =
    NamedProperty::string("PidNameCalendarContact", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:contact");
/// PidNameCalendarContactUrl, PtypString: `urn:schemas:calendar:contacturl` in PS_PUBLIC_STRINGS.
pub const CALENDAR_CONTACT_URL: NamedProperty =
    NamedProperty::string("PidNameCalendarContactUrl", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:contacturl");
/// PidNameCalendarCreated, PtypTime: `urn:schemas:calendar:created` in PS_PUBLIC_STRINGS.
pub const CALENDAR_CREATED: NamedProperty =
    NamedProperty::string("PidNameCalendarCreated", PropertyType::TIME, PS_PUBLIC_STRINGS, "urn:schemas:calendar:created");
/// PidNameCalendarDescriptionUrl, PtypString: `urn:schemas:calendar:descriptionurl` in PS_PUBLIC_STRINGS.
pub const CALENDAR_DESCRIPTION_URL: NamedProperty =
    NamedProperty::string("PidNameCalendarDescriptionUrl", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:descriptionurl");
/// PidNameCalendarDuration, PtypInteger32: `urn:schemas:calendar:duration` in PS_PUBLIC_STRINGS.
pub const CALENDAR_DURATION: NamedProperty =
    NamedProperty::string("PidNameCalendarDuration", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:duration");
/// PidNameCalendarExceptionDate, PtypMultipleTime: `urn:schemas:calendar:exdate` in PS_PUBLIC_STRINGS.
pub const CALENDAR_EXCEPTION_DATE: NamedProperty =
    NamedProperty::string("PidNameCalendarExceptionDate", PropertyType::MULTIPLE_TIME, PS_PUBLIC_STRINGS, "urn:schemas:calendar:exdate");
/// PidNameCalendarExceptionRule, PtypMultipleString: `urn:schemas:calendar:exrule` in PS_PUBLIC_STRINGS.
pub const CALENDAR_EXCEPTION_RULE: NamedProperty =
    NamedProperty::string("PidNameCalendarExceptionRule", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:exrule");
/// PidNameCalendarGeoLatitude, PtypFloating64: `urn:schemas:calendar:geolatitude` in PS_PUBLIC_STRINGS.
pub const CALENDAR_GEO_LATITUDE: NamedProperty =
    NamedProperty::string("PidNameCalendarGeoLatitude", PropertyType::FLOATING64, PS_PUBLIC_STRINGS, "urn:schemas:calendar:geolatitude");
/// PidNameCalendarGeoLongitude, PtypFloating64: `urn:schemas:calendar:geolongitude` in PS_PUBLIC_STRINGS.
pub const CALENDAR_GEO_LONGITUDE: NamedProperty =
    NamedProperty::string("PidNameCalendarGeoLongitude", PropertyType::FLOATING64, PS_PUBLIC_STRINGS, "urn:schemas:calendar:geolongitude");
/// PidNameCalendarInstanceType, PtypInteger32: `urn:schemas:calendar:instancetype` in PS_PUBLIC_STRINGS.
pub const CALENDAR_INSTANCE_TYPE: NamedProperty =
    NamedProperty::string("PidNameCalendarInstanceType", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:instancetype");
/// PidNameCalendarIsOrganizer, PtypBoolean: `urn:schemas:calendar:isorganizer` in PS_PUBLIC_STRINGS.
pub const CALENDAR_IS_ORGANIZER: NamedProperty =
    NamedProperty::string("PidNameCalendarIsOrganizer", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "urn:schemas:calendar:isorganizer");
/// PidNameCalendarLastModified, PtypTime: `urn:schemas:calendar:lastmodified` in PS_PUBLIC_STRINGS.
pub const CALENDAR_LAST_MODIFIED: NamedProperty =
    NamedProperty::string("PidNameCalendarLastModified", PropertyType::TIME, PS_PUBLIC_STRINGS, "urn:schemas:calendar:lastmodified");
/// PidNameCalendarLocationUrl, PtypString: `urn:schemas:calendar:locationurl` in PS_PUBLIC_STRINGS.
pub const CALENDAR_LOCATION_URL: NamedProperty =
    NamedProperty::string("PidNameCalendarLocationUrl", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:locationurl");
/// PidNameCalendarMeetingStatus, PtypString: `urn:schemas:calendar:meetingstatus` in PS_PUBLIC_STRINGS.
pub const CALENDAR_MEETING_STATUS: NamedProperty =
    NamedProperty::string("PidNameCalendarMeetingStatus", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:meetingstatus");
/// PidNameCalendarMethod, PtypString: `urn:schemas:calendar:method` in PS_PUBLIC_STRINGS.
pub const CALENDAR_METHOD: NamedProperty =
    NamedProperty::string("PidNameCalendarMethod", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:method");
/// PidNameCalendarProductId, PtypString: `urn:schemas:calendar:prodid` in PS_PUBLIC_STRINGS.
pub const CALENDAR_PRODUCT_ID: NamedProperty =
    NamedProperty::string("PidNameCalendarProductId", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:prodid");
/// PidNameCalendarRecurrenceIdRange, PtypString: `urn:schemas:calendar:recurrenceidrange` in PS_PUBLIC_STRINGS.
pub const CALENDAR_RECURRENCE_ID_RANGE: NamedProperty =
    NamedProperty::string("PidNameCalendarRecurrenceIdRange", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:recurrenceidrange");
/// PidNameCalendarReminderOffset, PtypInteger32: `urn:schemas:calendar:reminderoffset` in PS_PUBLIC_STRINGS.
pub const CALENDAR_REMINDER_OFFSET: NamedProperty =
    NamedProperty::string("PidNameCalendarReminderOffset", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:reminderoffset");
/// PidNameCalendarResources, PtypString: `urn:schemas:calendar:resources` in PS_PUBLIC_STRINGS.
pub const CALENDAR_RESOURCES: NamedProperty =
    NamedProperty::string("PidNameCalendarResources", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:resources");
/// PidNameCalendarRsvp, PtypBoolean: `urn:schemas:calendar:rsvp` in PS_PUBLIC_STRINGS.
pub const CALENDAR_RSVP: NamedProperty =
    NamedProperty::string("PidNameCalendarRsvp", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "urn:schemas:calendar:rsvp");
/// PidNameCalendarSequence, PtypInteger32: `urn:schemas:calendar:sequence` in PS_PUBLIC_STRINGS.
pub const CALENDAR_SEQUENCE: NamedProperty =
    NamedProperty::string("PidNameCalendarSequence", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:sequence");
/// PidNameCalendarTimeZone, PtypString: `urn:schemas:calendar:timezone` in PS_PUBLIC_STRINGS.
pub const CALENDAR_TIME_ZONE: NamedProperty =
    NamedProperty::string("PidNameCalendarTimeZone", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:timezone");
/// PidNameCalendarTimeZoneId, PtypInteger32: `urn:schemas:calendar:timezoneid` in PS_PUBLIC_STRINGS.
pub const CALENDAR_TIME_ZONE_ID: NamedProperty =
    NamedProperty::string("PidNameCalendarTimeZoneId", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "urn:schemas:calendar:timezoneid");
/// PidNameCalendarTransparent, PtypString: `urn:schemas:calendar:transparent` in PS_PUBLIC_STRINGS.
pub const CALENDAR_TRANSPARENT: NamedProperty =
    NamedProperty::string("PidNameCalendarTransparent", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:transparent");
/// PidNameCalendarUid, PtypString: `urn:schemas:calendar:uid` in PS_PUBLIC_STRINGS.
pub const CALENDAR_UID: NamedProperty =
    NamedProperty::string("PidNameCalendarUid", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:uid");
/// PidNameCalendarVersion, PtypString: `urn:schemas:calendar:version` in PS_PUBLIC_STRINGS.
pub const CALENDAR_VERSION: NamedProperty =
    NamedProperty::string("PidNameCalendarVersion", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:version");
/// PidNameCategory, PtypString: `Category` in PS_PUBLIC_STRINGS.
pub const CATEGORY: NamedProperty =
    NamedProperty::string("PidNameCategory", PropertyType::STRING, PS_PUBLIC_STRINGS, "Category");
/// PidNameCharacterCount, PtypInteger32: `CharCount` in PS_PUBLIC_STRINGS.
pub const CHARACTER_COUNT: NamedProperty =
    NamedProperty::string("PidNameCharacterCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "CharCount");
/// PidNameComments, PtypString: `Comments` in PS_PUBLIC_STRINGS.
pub const COMMENTS: NamedProperty =
    NamedProperty::string("PidNameComments", PropertyType::STRING, PS_PUBLIC_STRINGS, "Comments");
/// PidNameCompany, PtypString: `Company` in PS_PUBLIC_STRINGS.
pub const COMPANY: NamedProperty =
    NamedProperty::string("PidNameCompany", PropertyType::STRING, PS_PUBLIC_STRINGS, "Company");
/// PidNameContentBase, PtypString: `Content-Base` in PS_INTERNET_HEADERS.
pub const CONTENT_BASE: NamedProperty =
    NamedProperty::string("PidNameContentBase", PropertyType::STRING, PS_INTERNET_HEADERS, "Content-Base");
/// PidNameContentClass, PtypString: `Content-Class` in PS_INTERNET_HEADERS.
pub const CONTENT_CLASS: NamedProperty =
    NamedProperty::string("PidNameContentClass", PropertyType::STRING, PS_INTERNET_HEADERS, "Content-Class");
/// PidNameContentType, PtypString: `Content-Type` in PS_INTERNET_HEADERS.
pub const CONTENT_TYPE: NamedProperty =
    NamedProperty::string("PidNameContentType", PropertyType::STRING, PS_INTERNET_HEADERS, "Content-Type");
/// PidNameCreateDateTimeReadOnly, PtypTime: `CreateDtmRo` in PS_PUBLIC_STRINGS.
pub const CREATE_DATE_TIME_READ_ONLY: NamedProperty =
    NamedProperty::string("PidNameCreateDateTimeReadOnly", PropertyType::TIME, PS_PUBLIC_STRINGS, "CreateDtmRo");
/// PidNameCrossReference, PtypString: `Xref` in PS_INTERNET_HEADERS.
pub const CROSS_REFERENCE: NamedProperty =
    NamedProperty::string("PidNameCrossReference", PropertyType::STRING, PS_INTERNET_HEADERS, "Xref");
/// PidNameDavId, PtypString: `DAV:id` in PS_PUBLIC_STRINGS.
pub const DAV_ID: NamedProperty =
    NamedProperty::string("PidNameDavId", PropertyType::STRING, PS_PUBLIC_STRINGS, "DAV:id");
/// PidNameDavIsCollection, PtypBoolean: `DAV:iscollection` in PS_PUBLIC_STRINGS.
pub const DAV_IS_COLLECTION: NamedProperty =
    NamedProperty::string("PidNameDavIsCollection", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "DAV:iscollection");
/// PidNameDavIsStructuredDocument, PtypBoolean: `DAV:isstructureddocument` in PS_PUBLIC_STRINGS.
pub const DAV_IS_STRUCTURED_DOCUMENT: NamedProperty =
    NamedProperty::string("PidNameDavIsStructuredDocument", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "DAV:isstructureddocument");
/// PidNameDavParentName, PtypString: `DAV:parentname` in PS_PUBLIC_STRINGS.
pub const DAV_PARENT_NAME: NamedProperty =
    NamedProperty::string("PidNameDavParentName", PropertyType::STRING, PS_PUBLIC_STRINGS, "DAV:parentname");
/// PidNameDavUid, PtypString: `DAV:uid` in PS_PUBLIC_STRINGS.
pub const DAV_UID: NamedProperty =
    NamedProperty::string("PidNameDavUid", PropertyType::STRING, PS_PUBLIC_STRINGS, "DAV:uid");
/// PidNameDocumentParts, PtypMultipleString: `DocParts` in PS_PUBLIC_STRINGS.
pub const DOCUMENT_PARTS: NamedProperty =
    NamedProperty::string("PidNameDocumentParts", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "DocParts");
/// PidNameEditTime, PtypString: `EditTime` in PS_PUBLIC_STRINGS.
pub const EDIT_TIME: NamedProperty =
    NamedProperty::string("PidNameEditTime", PropertyType::STRING, PS_PUBLIC_STRINGS, "EditTime");
/// PidNameExchDataExpectedContentClass, PtypMultipleString: `urn:schemas-microsoft-com:exch-data:expected-content-class` in PS_PUBLIC_STRINGS.
pub const EXCH_DATA_EXPECTED_CONTENT_CLASS: NamedProperty =
    NamedProperty::string("PidNameExchDataExpectedContentClass", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "urn:schemas-microsoft-com:exch-data:expected-content-class");
/// PidNameExchDataSchemaCollectionReference, PtypString: `urn:schemas-microsoft-com:exch-data:schema-collection-ref` in PS_PUBLIC_STRINGS.
pub const EXCH_DATA_SCHEMA_COLLECTION_REFERENCE: NamedProperty =
    NamedProperty::string("PidNameExchDataSchemaCollectionReference", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas-microsoft-com:exch-data:schema-collection-ref");
/// PidNameExchDatabaseSchema, PtypMultipleString: `urn:schemas-microsoft-com:exch-data:baseschema` in PS_PUBLIC_STRINGS.
pub const EXCH_DATABASE_SCHEMA: NamedProperty =
    NamedProperty::string("PidNameExchDatabaseSchema", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "urn:schemas-microsoft-com:exch-data:baseschema");
/// PidNameExchangeIntendedBusyStatus, PtypString: `http://schemas.microsoft.com/exchange/intendedbusystatus` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_INTENDED_BUSY_STATUS: NamedProperty =
    NamedProperty::string("PidNameExchangeIntendedBusyStatus", PropertyType::STRING, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/intendedbusystatus");
/// PidNameExchangeJunkEmailMoveStamp, PtypInteger32: `http://schemas.microsoft.com/exchange/junkemailmovestamp` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_JUNK_EMAIL_MOVE_STAMP: NamedProperty =
    NamedProperty::string("PidNameExchangeJunkEmailMoveStamp", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/junkemailmovestamp");
/// PidNameExchangeModifyExceptionStructure, PtypBinary: `http://schemas.microsoft.com/exchange/modifyexceptionstruct` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_MODIFY_EXCEPTION_STRUCTURE: NamedProperty =
    NamedProperty::string("PidNameExchangeModifyExceptionStructure", PropertyType::BINARY, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/modifyexceptionstruct");
/// PidNameExchangeNoModifyExceptions, PtypBoolean: `http://schemas.microsoft.com/exchange/nomodifyexceptions` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_NO_MODIFY_EXCEPTIONS: NamedProperty =
    NamedProperty::string("PidNameExchangeNoModifyExceptions", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/nomodifyexceptions");
/// PidNameExchangePatternEnd, PtypTime: `http://schemas.microsoft.com/exchange/patternend` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_PATTERN_END: NamedProperty =
    NamedProperty::string("PidNameExchangePatternEnd", PropertyType::TIME, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/patternend");
/// PidNameExchangePatternStart, PtypTime: `http://schemas.microsoft.com/exchange/patternstart` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_PATTERN_START: NamedProperty =
    NamedProperty::string("PidNameExchangePatternStart", PropertyType::TIME, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/patternstart");
/// PidNameExchangeReminderInterval, PtypInteger32: `http://schemas.microsoft.com/exchange/reminderinterval` in PS_PUBLIC_STRINGS.
pub const EXCHANGE_REMINDER_INTERVAL: NamedProperty =
    NamedProperty::string("PidNameExchangeReminderInterval", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/exchange/reminderinterval");
/// PidNameExtractedAddresses, PtypString: `XmlExtractedAddresses` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_ADDRESSES: NamedProperty =
    NamedProperty::string("PidNameExtractedAddresses", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedAddresses");
/// PidNameExtractedContacts, PtypString: `XmlExtractedContacts` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_CONTACTS: NamedProperty =
    NamedProperty::string("PidNameExtractedContacts", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedContacts");
/// PidNameExtractedEmails, PtypString: `XmlExtractedEmails` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_EMAILS: NamedProperty =
    NamedProperty::string("PidNameExtractedEmails", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedEmails");
/// PidNameExtractedMeetings, PtypString: `XmlExtractedMeetings` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_MEETINGS: NamedProperty =
    NamedProperty::string("PidNameExtractedMeetings", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedMeetings");
/// PidNameExtractedPhones, PtypString: `XmlExtractedPhones` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_PHONES: NamedProperty =
    NamedProperty::string("PidNameExtractedPhones", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedPhones");
/// PidNameExtractedTasks, PtypString: `XmlExtractedTasks` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_TASKS: NamedProperty =
    NamedProperty::string("PidNameExtractedTasks", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedTasks");
/// PidNameExtractedUrls, PtypString: `XmlExtractedUrls` in PSETID_XmlExtractedEntities.
pub const EXTRACTED_URLS: NamedProperty =
    NamedProperty::string("PidNameExtractedUrls", PropertyType::STRING, PSETID_XML_EXTRACTED_ENTITIES, "XmlExtractedUrls");
/// PidNameFrom, PtypString: `From` in PS_INTERNET_HEADERS.
pub const FROM: NamedProperty =
    NamedProperty::string("PidNameFrom", PropertyType::STRING, PS_INTERNET_HEADERS, "From");
/// PidNameHeadingPairs, PtypBinary: `HeadingPairs` in PS_PUBLIC_STRINGS.
pub const HEADING_PAIRS: NamedProperty =
    NamedProperty::string("PidNameHeadingPairs", PropertyType::BINARY, PS_PUBLIC_STRINGS, "HeadingPairs");
/// PidNameHiddenCount, PtypInteger32: `HiddenCount` in PS_PUBLIC_STRINGS.
pub const HIDDEN_COUNT: NamedProperty =
    NamedProperty::string("PidNameHiddenCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "HiddenCount");
/// PidNameHttpmailCalendar, PtypString: `urn:schemas:httpmail:calendar` in PS_PUBLIC_STRINGS.
pub const HTTPMAIL_CALENDAR: NamedProperty =
    NamedProperty::string("PidNameHttpmailCalendar", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:httpmail:calendar");
/// PidNameHttpmailHtmlDescription, PtypString: `urn:schemas:httpmail:htmldescription` in PS_PUBLIC_STRINGS.
pub const HTTPMAIL_HTML_DESCRIPTION: NamedProperty =
    NamedProperty::string("PidNameHttpmailHtmlDescription", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:httpmail:htmldescription");
/// PidNameHttpmailSendMessage, PtypString: `urn:schemas:httpmail:sendmsg` in PS_PUBLIC_STRINGS.
pub const HTTPMAIL_SEND_MESSAGE: NamedProperty =
    NamedProperty::string("PidNameHttpmailSendMessage", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:httpmail:sendmsg");
/// PidNameICalendarRecurrenceDate, PtypMultipleTime: `urn:schemas:calendar:rdate` in PS_PUBLIC_STRINGS.
pub const ICALENDAR_RECURRENCE_DATE: NamedProperty =
    NamedProperty::string("PidNameICalendarRecurrenceDate", PropertyType::MULTIPLE_TIME, PS_PUBLIC_STRINGS, "urn:schemas:calendar:rdate");
/// PidNameICalendarRecurrenceRule, PtypMultipleString: `urn:schemas:calendar:rrule` in PS_PUBLIC_STRINGS.
pub const ICALENDAR_RECURRENCE_RULE: NamedProperty =
    NamedProperty::string("PidNameICalendarRecurrenceRule", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:rrule");
/// PidNameInternetSubject, PtypString: `Subject` in PS_INTERNET_HEADERS.
pub const INTERNET_SUBJECT: NamedProperty =
    NamedProperty::string("PidNameInternetSubject", PropertyType::STRING, PS_INTERNET_HEADERS, "Subject");
/// PidNameIsBirthdayContactWritable, PtypBoolean: `IsBirthdayContactWritable` in PSETID_Address.
pub const IS_BIRTHDAY_CONTACT_WRITABLE: NamedProperty =
    NamedProperty::string("PidNameIsBirthdayContactWritable", PropertyType::BOOLEAN, PSETID_ADDRESS, "IsBirthdayContactWritable");
/// PidNameKeywords, PtypMultipleString: `Keywords` in PS_PUBLIC_STRINGS.
pub const KEYWORDS: NamedProperty =
    NamedProperty::string("PidNameKeywords", PropertyType::MULTIPLE_STRING, PS_PUBLIC_STRINGS, "Keywords");
/// PidNameLastAuthor, PtypString: `LastAuthor` in PS_PUBLIC_STRINGS.
pub const LAST_AUTHOR: NamedProperty =
    NamedProperty::string("PidNameLastAuthor", PropertyType::STRING, PS_PUBLIC_STRINGS, "LastAuthor");
/// PidNameLastPrinted, PtypTime: `LastPrinted` in PS_PUBLIC_STRINGS.
pub const LAST_PRINTED: NamedProperty =
    NamedProperty::string("PidNameLastPrinted", PropertyType::TIME, PS_PUBLIC_STRINGS, "LastPrinted");
/// PidNameLastSaveDateTime, PtypTime: `LastSaveDtm` in PS_PUBLIC_STRINGS.
pub const LAST_SAVE_DATE_TIME: NamedProperty =
    NamedProperty::string("PidNameLastSaveDateTime", PropertyType::TIME, PS_PUBLIC_STRINGS, "LastSaveDtm");
/// PidNameLineCount, PtypInteger32: `LineCount` in PS_PUBLIC_STRINGS.
pub const LINE_COUNT: NamedProperty =
    NamedProperty::string("PidNameLineCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "LineCount");
/// PidNameLinksDirty, PtypBoolean: `LinksDirty` in PS_PUBLIC_STRINGS.
pub const LINKS_DIRTY: NamedProperty =
    NamedProperty::string("PidNameLinksDirty", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "LinksDirty");
/// PidNameLocationUrl, PtypString: `urn:schemas:calendar:locationurl` in PS_PUBLIC_STRINGS.
pub const LOCATION_URL: NamedProperty =
    NamedProperty::string("PidNameLocationUrl", PropertyType::STRING, PS_PUBLIC_STRINGS, "urn:schemas:calendar:locationurl");
/// PidNameMSIPLabels, PtypString: `msip_labels` in PS_INTERNET_HEADERS.
pub const MSIP_LABELS: NamedProperty =
    NamedProperty::string("PidNameMSIPLabels", PropertyType::STRING, PS_INTERNET_HEADERS, "msip_labels");
/// PidNameManager, PtypString: `Manager` in PS_PUBLIC_STRINGS.
pub const MANAGER: NamedProperty =
    NamedProperty::string("PidNameManager", PropertyType::STRING, PS_PUBLIC_STRINGS, "Manager");
/// PidNameMeetingDoNotForward, PtypBoolean: `DoNotForward` in PS_PUBLIC_STRINGS.
pub const MEETING_DO_NOT_FORWARD: NamedProperty =
    NamedProperty::string("PidNameMeetingDoNotForward", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "DoNotForward");
/// PidNameMultimediaClipCount, PtypInteger32: `MMClipCount` in PS_PUBLIC_STRINGS.
pub const MULTIMEDIA_CLIP_COUNT: NamedProperty =
    NamedProperty::string("PidNameMultimediaClipCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "MMClipCount");
/// PidNameNoteCount, PtypInteger32: `NoteCount` in PS_PUBLIC_STRINGS.
pub const NOTE_COUNT: NamedProperty =
    NamedProperty::string("PidNameNoteCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "NoteCount");
/// PidNameOMSAccountGuid, PtypString: `OMSAccountGuid` in PS_PUBLIC_STRINGS.
pub const OMS_ACCOUNT_GUID: NamedProperty =
    NamedProperty::string("PidNameOMSAccountGuid", PropertyType::STRING, PS_PUBLIC_STRINGS, "OMSAccountGuid");
/// PidNameOMSMobileModel, PtypString: `OMSMobileModel` in PS_PUBLIC_STRINGS.
pub const OMS_MOBILE_MODEL: NamedProperty =
    NamedProperty::string("PidNameOMSMobileModel", PropertyType::STRING, PS_PUBLIC_STRINGS, "OMSMobileModel");
/// PidNameOMSScheduleTime, PtypTime: `OMSScheduleTime` in PS_PUBLIC_STRINGS.
pub const OMS_SCHEDULE_TIME: NamedProperty =
    NamedProperty::string("PidNameOMSScheduleTime", PropertyType::TIME, PS_PUBLIC_STRINGS, "OMSScheduleTime");
/// PidNameOMSServiceType, PtypInteger32: `OMSServiceType` in PS_PUBLIC_STRINGS.
pub const OMS_SERVICE_TYPE: NamedProperty =
    NamedProperty::string("PidNameOMSServiceType", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "OMSServiceType");
/// PidNameOMSSourceType, PtypInteger32: `OMSSourceType` in PS_PUBLIC_STRINGS.
pub const OMS_SOURCE_TYPE: NamedProperty =
    NamedProperty::string("PidNameOMSSourceType", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "OMSSourceType");
/// PidNamePageCount, PtypInteger32: `PageCount` in PS_PUBLIC_STRINGS.
pub const PAGE_COUNT: NamedProperty =
    NamedProperty::string("PidNamePageCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "PageCount");
/// PidNameParagraphCount, PtypInteger32: `ParCount` in PS_PUBLIC_STRINGS.
pub const PARAGRAPH_COUNT: NamedProperty =
    NamedProperty::string("PidNameParagraphCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "ParCount");
/// PidNamePhishingStamp, PtypInteger32: `http://schemas.microsoft.com/outlook/phishingstamp` in PS_PUBLIC_STRINGS.
pub const PHISHING_STAMP: NamedProperty =
    NamedProperty::string("PidNamePhishingStamp", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "http://schemas.microsoft.com/outlook/phishingstamp");
/// PidNamePresentationFormat, PtypString: `PresFormat` in PS_PUBLIC_STRINGS.
pub const PRESENTATION_FORMAT: NamedProperty =
    NamedProperty::string("PidNamePresentationFormat", PropertyType::STRING, PS_PUBLIC_STRINGS, "PresFormat");
/// PidNameQuarantineOriginalSender, PtypString: `quarantine-original-sender` in PS_PUBLIC_STRINGS.
pub const QUARANTINE_ORIGINAL_SENDER: NamedProperty =
    NamedProperty::string("PidNameQuarantineOriginalSender", PropertyType::STRING, PS_PUBLIC_STRINGS, "quarantine-original-sender");
/// PidNameRevisionNumber, PtypString: `RevNumber` in PS_PUBLIC_STRINGS.
pub const REVISION_NUMBER: NamedProperty =
    NamedProperty::string("PidNameRevisionNumber", PropertyType::STRING, PS_PUBLIC_STRINGS, "RevNumber");
/// PidNameRightsManagementLicense, PtypMultipleBinary: `DRMLicense` in PS_PUBLIC_STRINGS.
pub const RIGHTS_MANAGEMENT_LICENSE: NamedProperty =
    NamedProperty::string("PidNameRightsManagementLicense", PropertyType::MULTIPLE_BINARY, PS_PUBLIC_STRINGS, "DRMLicense");
/// PidNameScale, PtypBoolean: `Scale` in PS_PUBLIC_STRINGS.
pub const SCALE: NamedProperty =
    NamedProperty::string("PidNameScale", PropertyType::BOOLEAN, PS_PUBLIC_STRINGS, "Scale");
/// PidNameSecurity, PtypInteger32: `Security` in PS_PUBLIC_STRINGS.
pub const SECURITY: NamedProperty =
    NamedProperty::string("PidNameSecurity", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "Security");
/// PidNameSlideCount, PtypInteger32: `SlideCount` in PS_PUBLIC_STRINGS.
pub const SLIDE_COUNT: NamedProperty =
    NamedProperty::string("PidNameSlideCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "SlideCount");
/// PidNameSubject, PtypString: `Subject` in PS_PUBLIC_STRINGS.
pub const SUBJECT: NamedProperty =
    NamedProperty::string("PidNameSubject", PropertyType::STRING, PS_PUBLIC_STRINGS, "Subject");
/// PidNameTemplate, PtypString: `Template` in PS_PUBLIC_STRINGS.
pub const TEMPLATE: NamedProperty =
    NamedProperty::string("PidNameTemplate", PropertyType::STRING, PS_PUBLIC_STRINGS, "Template");
/// PidNameThumbnail, PtypBinary: `Thumbnail` in PS_PUBLIC_STRINGS.
pub const THUMBNAIL: NamedProperty =
    NamedProperty::string("PidNameThumbnail", PropertyType::BINARY, PS_PUBLIC_STRINGS, "Thumbnail");
/// PidNameTitle, PtypString: `Title` in PS_PUBLIC_STRINGS.
pub const TITLE: NamedProperty =
    NamedProperty::string("PidNameTitle", PropertyType::STRING, PS_PUBLIC_STRINGS, "Title");
/// PidNameWordCount, PtypInteger32: `WordCount` in PS_PUBLIC_STRINGS.
pub const WORD_COUNT: NamedProperty =
    NamedProperty::string("PidNameWordCount", PropertyType::INTEGER32, PS_PUBLIC_STRINGS, "WordCount");
/// PidNameXCallId, PtypString: `X-CallID` in PS_INTERNET_HEADERS.
pub const X_CALL_ID: NamedProperty =
    NamedProperty::string("PidNameXCallId", PropertyType::STRING, PS_INTERNET_HEADERS, "X-CallID");
/// PidNameXFaxNumberOfPages, PtypInteger16: `X-FaxNumberOfPages` in PS_INTERNET_HEADERS.
pub const X_FAX_NUMBER_OF_PAGES: NamedProperty =
    NamedProperty::string("PidNameXFaxNumberOfPages", PropertyType::INTEGER16, PS_INTERNET_HEADERS, "X-FaxNumberOfPages");
/// PidNameXRequireProtectedPlayOnPhone, PtypBoolean: `X-RequireProtectedPlayOnPhone` in PS_INTERNET_HEADERS.
pub const X_REQUIRE_PROTECTED_PLAY_ON_PHONE: NamedProperty =
    NamedProperty::string("PidNameXRequireProtectedPlayOnPhone", PropertyType::BOOLEAN, PS_INTERNET_HEADERS, "X-RequireProtectedPlayOnPhone");
/// PidNameXSenderTelephoneNumber, PtypString: `X-CallingTelephoneNumber` in PS_INTERNET_HEADERS.
pub const X_SENDER_TELEPHONE_NUMBER: NamedProperty =
    NamedProperty::string("PidNameXSenderTelephoneNumber", PropertyType::STRING, PS_INTERNET_HEADERS, "X-CallingTelephoneNumber");
/// PidNameXSharingBrowseUrl, PtypString: `X-Sharing-Browse-Url` in PS_INTERNET_HEADERS.
pub const X_SHARING_BROWSE_URL: NamedProperty =
    NamedProperty::string("PidNameXSharingBrowseUrl", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Browse-Url");
/// PidNameXSharingCapabilities, PtypString: `X-Sharing-Capabilities` in PS_INTERNET_HEADERS.
pub const X_SHARING_CAPABILITIES: NamedProperty =
    NamedProperty::string("PidNameXSharingCapabilities", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Capabilities");
/// PidNameXSharingConfigUrl, PtypString: `X-Sharing-Config-Url` in PS_INTERNET_HEADERS.
pub const X_SHARING_CONFIG_URL: NamedProperty =
    NamedProperty::string("PidNameXSharingConfigUrl", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Config-Url");
/// PidNameXSharingExendedCaps, PtypString: `X-Sharing-Exended-Caps` in PS_INTERNET_HEADERS.
pub const X_SHARING_EXENDED_CAPS: NamedProperty =
    NamedProperty::string("PidNameXSharingExendedCaps", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Exended-Caps");
/// PidNameXSharingFlavor, PtypString: `X-Sharing-Flavor` in PS_INTERNET_HEADERS.
pub const X_SHARING_FLAVOR: NamedProperty =
    NamedProperty::string("PidNameXSharingFlavor", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Flavor");
/// PidNameXSharingInstanceGuid, PtypString: `X-Sharing-Instance-Guid` in PS_INTERNET_HEADERS.
pub const X_SHARING_INSTANCE_GUID: NamedProperty =
    NamedProperty::string("PidNameXSharingInstanceGuid", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Instance-Guid");
/// PidNameXSharingLocalType, PtypString: `X-Sharing-Local-Type` in PS_INTERNET_HEADERS.
pub const X_SHARING_LOCAL_TYPE: NamedProperty =
    NamedProperty::string("PidNameXSharingLocalType", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Local-Type");
/// PidNameXSharingProviderGuid, PtypString: `X-Sharing-Provider-Guid` in PS_INTERNET_HEADERS.
pub const X_SHARING_PROVIDER_GUID: NamedProperty =
    NamedProperty::string("PidNameXSharingProviderGuid", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Provider-Guid");
/// PidNameXSharingProviderName, PtypString: `X-Sharing-Provider-Name` in PS_INTERNET_HEADERS.
pub const X_SHARING_PROVIDER_NAME: NamedProperty =
    NamedProperty::string("PidNameXSharingProviderName", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Provider-Name");
/// PidNameXSharingProviderUrl, PtypString: `X-Sharing-Provider-Url` in PS_INTERNET_HEADERS.
pub const X_SHARING_PROVIDER_URL: NamedProperty =
    NamedProperty::string("PidNameXSharingProviderUrl", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Provider-Url");
/// PidNameXSharingRemoteName, PtypString: `X-Sharing-Remote-Name` in PS_INTERNET_HEADERS.
pub const X_SHARING_REMOTE_NAME: NamedProperty =
    NamedProperty::string("PidNameXSharingRemoteName", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Remote-Name");
/// PidNameXSharingRemotePath, PtypString: `X-Sharing-Remote-Path` in PS_INTERNET_HEADERS.
pub const X_SHARING_REMOTE_PATH: NamedProperty =
    NamedProperty::string("PidNameXSharingRemotePath", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Remote-Path");
/// PidNameXSharingRemoteStoreUid, PtypString: `X-Sharing-Remote-Store-Uid` in PS_INTERNET_HEADERS.
pub const X_SHARING_REMOTE_STORE_UID: NamedProperty =
    NamedProperty::string("PidNameXSharingRemoteStoreUid", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Remote-Store-Uid");
/// PidNameXSharingRemoteType, PtypString: `X-Sharing-Remote-Type` in PS_INTERNET_HEADERS.
pub const X_SHARING_REMOTE_TYPE: NamedProperty =
    NamedProperty::string("PidNameXSharingRemoteType", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Remote-Type");
/// PidNameXSharingRemoteUid, PtypString: `X-Sharing-Remote-Uid` in PS_INTERNET_HEADERS.
pub const X_SHARING_REMOTE_UID: NamedProperty =
    NamedProperty::string("PidNameXSharingRemoteUid", PropertyType::STRING, PS_INTERNET_HEADERS, "X-Sharing-Remote-Uid");
/// PidNameXVoiceMessageAttachmentOrder, PtypString: `X-AttachmentOrder` in PS_INTERNET_HEADERS.
pub const X_VOICE_MESSAGE_ATTACHMENT_ORDER: NamedProperty =
    NamedProperty::string("PidNameXVoiceMessageAttachmentOrder", PropertyType::STRING, PS_INTERNET_HEADERS, "X-AttachmentOrder");
/// PidNameXVoiceMessageDuration, PtypInteger16: `X-VoiceMessageDuration` in PS_INTERNET_HEADERS.
pub const X_VOICE_MESSAGE_DURATION: NamedProperty =
    NamedProperty::string("PidNameXVoiceMessageDuration", PropertyType::INTEGER16, PS_INTERNET_HEADERS, "X-VoiceMessageDuration");
/// PidNameXVoiceMessageSenderName, PtypString: `X-VoiceMessageSenderName` in PS_INTERNET_HEADERS.
pub const X_VOICE_MESSAGE_SENDER_NAME: NamedProperty =
    NamedProperty::string("PidNameXVoiceMessageSenderName", PropertyType::STRING, PS_INTERNET_HEADERS, "X-VoiceMessageSenderName");

/// All named properties, in ascending order of their canonical names.
pub const ALL: &[NamedProperty] = &[
    ADDRESS_BOOK_PROVIDER_ARRAY_TYPE,
    ADDRESS_BOOK_PROVIDER_EMAIL_LIST,
    ADDRESS_COUNTRY_CODE,
    AGING_DONT_AGE_ME,
    ALL_ATTENDEES_STRING,
    ALLOW_EXTERNAL_CHECK,
    ANNIVERSARY_EVENT_ENTRY_ID,
    APPOINTMENT_AUXILIARY_FLAGS,
    APPOINTMENT_COLOR,
    APPOINTMENT_COUNTER_PROPOSAL,
    APPOINTMENT_DURATION,
    APPOINTMENT_END_DATE,
    APPOINTMENT_END_TIME,
    APPOINTMENT_END_WHOLE,
    APPOINTMENT_LAST_SEQUENCE,
    APPOINTMENT_MESSAGE_CLASS,
    APPOINTMENT_NOT_ALLOW_PROPOSE,
    APPOINTMENT_PROPOSAL_NUMBER,
    APPOINTMENT_PROPOSED_DURATION,
    APPOINTMENT_PROPOSED_END_WHOLE,
    APPOINTMENT_PROPOSED_START_WHOLE,
    APPOINTMENT_RECUR,
    APPOINTMENT_REPLY_NAME,
    APPOINTMENT_REPLY_TIME,
    APPOINTMENT_SEQUENCE,
    APPOINTMENT_SEQUENCE_TIME,
    APPOINTMENT_START_DATE,
    APPOINTMENT_START_TIME,
    APPOINTMENT_START_WHOLE,
    APPOINTMENT_STATE_FLAGS,
    APPOINTMENT_SUB_TYPE,
    APPOINTMENT_TIME_ZONE_DEFINITION_END_DISPLAY,
    APPOINTMENT_TIME_ZONE_DEFINITION_RECUR,
    APPOINTMENT_TIME_ZONE_DEFINITION_START_DISPLAY,
    APPOINTMENT_UNSENDABLE_RECIPIENTS,
    APPOINTMENT_UPDATE_TIME,
    ATTENDEE_CRITICAL_CHANGE,
    AUTO_FILL_LOCATION,
    AUTO_LOG,
    AUTO_PROCESS_STATE,
    AUTO_START_CHECK,
    BILLING,
    BIRTHDAY_EVENT_ENTRY_ID,
    BIRTHDAY_LOCAL,
    BUSINESS_CARD_CARD_PICTURE,
    BUSINESS_CARD_DISPLAY_DEFINITION,
    BUSY_STATUS,
    CALENDAR_TYPE,
    CATEGORIES,
    CC_ATTENDEES_STRING,
    CHANGE_HIGHLIGHT,
    CLASSIFICATION,
    CLASSIFICATION_DESCRIPTION,
    CLASSIFICATION_GUID,
    CLASSIFICATION_KEEP,
    CLASSIFIED,
    CLEAN_GLOBAL_OBJECT_ID,
    CLIENT_INTENT,
    CLIP_END,
    CLIP_START,
    COLLABORATE_DOC,
    COMMON_END,
    COMMON_START,
    COMPANIES,
    CONFERENCING_CHECK,
    CONFERENCING_TYPE,
    CONTACT_CHARACTER_SET,
    CONTACT_ITEM_DATA,
    CONTACT_LINK_ENTRY,
    CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_ID,
    CONTACT_LINK_GLOBAL_ADDRESS_LIST_LINK_STATE,
    CONTACT_LINK_LINK_REJECT_HISTORY,
    CONTACT_LINK_NAME,
    CONTACT_LINK_SMTP_ADDRESS_CACHE,
    CONTACT_LINK_SEARCH_KEY,
    CONTACT_LINKED_GLOBAL_ADDRESS_LIST_ENTRY_ID,
    CONTACT_USER_FIELD1,
    CONTACT_USER_FIELD2,
    CONTACT_USER_FIELD3,
    CONTACT_USER_FIELD4,
    CONTACTS,
    CONVERSATION_ACTION_LAST_APPLIED_TIME,
    CONVERSATION_ACTION_MAX_DELIVERY_TIME,
    CONVERSATION_ACTION_MOVE_FOLDER_EID,
    CONVERSATION_ACTION_MOVE_STORE_EID,
    CONVERSATION_ACTION_VERSION,
    CONVERSATION_PROCESSED,
    CURRENT_VERSION,
    CURRENT_VERSION_NAME,
    DAY_INTERVAL,
    DAY_OF_MONTH,
    DELEGATE_MAIL,
    DEPARTMENT,
    DIRECTORY,
    DISTRIBUTION_LIST_CHECKSUM,
    DISTRIBUTION_LIST_MEMBERS,
    DISTRIBUTION_LIST_NAME,
    DISTRIBUTION_LIST_ONE_OFF_MEMBERS,
    DISTRIBUTION_LIST_STREAM,
    EMAIL1_ADDRESS_TYPE,
    EMAIL1_DISPLAY_NAME,
    EMAIL1_EMAIL_ADDRESS,
    EMAIL1_ORIGINAL_DISPLAY_NAME,
    EMAIL1_ORIGINAL_ENTRY_ID,
    EMAIL2_ADDRESS_TYPE,
    EMAIL2_DISPLAY_NAME,
    EMAIL2_EMAIL_ADDRESS,
    EMAIL2_ORIGINAL_DISPLAY_NAME,
    EMAIL2_ORIGINAL_ENTRY_ID,
    EMAIL3_ADDRESS_TYPE,
    EMAIL3_DISPLAY_NAME,
    EMAIL3_EMAIL_ADDRESS,
    EMAIL3_ORIGINAL_DISPLAY_NAME,
    EMAIL3_ORIGINAL_ENTRY_ID,
    END_RECURRENCE_DATE,
    END_RECURRENCE_TIME,
    EXCEPTION_REPLACE_TIME,
    F_EXCEPTIONAL_ATTENDEES,
    F_EXCEPTIONAL_BODY,
    F_INVITED,
    F_OTHERS_APPOINTMENT,
    FAX1_ADDRESS_TYPE,
    FAX1_EMAIL_ADDRESS,
    FAX1_ORIGINAL_DISPLAY_NAME,
    FAX1_ORIGINAL_ENTRY_ID,
    FAX2_ADDRESS_TYPE,
    FAX2_EMAIL_ADDRESS,
    FAX2_ORIGINAL_DISPLAY_NAME,
    FAX2_ORIGINAL_ENTRY_ID,
    FAX3_ADDRESS_TYPE,
    FAX3_EMAIL_ADDRESS,
    FAX3_ORIGINAL_DISPLAY_NAME,
    FAX3_ORIGINAL_ENTRY_ID,
    FILE_UNDER,
    FILE_UNDER_ID,
    FILE_UNDER_LIST,
    FLAG_REQUEST,
    FLAG_STRING,
    FORWARD_INSTANCE,
    FORWARD_NOTIFICATION_RECIPIENTS,
    FREE_BUSY_LOCATION,
    GLOBAL_OBJECT_ID,
    HAS_PICTURE,
    HOME_ADDRESS,
    HOME_ADDRESS_COUNTRY_CODE,
    HTML,
    ICALENDAR_DAY_OF_WEEK_MASK,
    INBOUND_ICAL_STREAM,
    INFO_PATH_FORM_NAME,
    INSTANT_MESSAGING_ADDRESS,
    INTENDED_BUSY_STATUS,
    INTERNET_ACCOUNT_NAME,
    INTERNET_ACCOUNT_STAMP,
    IS_CONTACT_LINKED,
    IS_EXCEPTION,
    IS_RECURRING,
    IS_SILENT,
    LINKED_TASK_ITEMS,
    LOCATION,
    LOG_DOCUMENT_POSTED,
    LOG_DOCUMENT_PRINTED,
    LOG_DOCUMENT_ROUTED,
    LOG_DOCUMENT_SAVED,
    LOG_DURATION,
    LOG_END,
    LOG_FLAGS,
    LOG_START,
    LOG_TYPE,
    LOG_TYPE_DESC,
    MEETING_TYPE,
    MEETING_WORKSPACE_URL,
    MONTH_INTERVAL,
    MONTH_OF_YEAR,
    MONTH_OF_YEAR_MASK,
    NET_SHOW_URL,
    NO_END_DATE_FLAG,
    NON_SEND_BCC_TRACK_STATUS,
    NON_SEND_CC_TRACK_STATUS,
    NON_SEND_TO_TRACK_STATUS,
    NON_SENDABLE_BCC,
    NON_SENDABLE_CC,
    NON_SENDABLE_TO,
    NOTE_COLOR,
    NOTE_HEIGHT,
    NOTE_WIDTH,
    NOTE_X,
    NOTE_Y,
    OCCURRENCES,
    OLD_LOCATION,
    OLD_RECURRENCE_TYPE,
    OLD_WHEN_END_WHOLE,
    OLD_WHEN_START_WHOLE,
    ONLINE_PASSWORD,
    OPTIONAL_ATTENDEES,
    ORGANIZER_ALIAS,
    ORIGINAL_STORE_ENTRY_ID,
    OTHER_ADDRESS,
    OTHER_ADDRESS_COUNTRY_CODE,
    OWNER_CRITICAL_CHANGE,
    OWNER_NAME,
    PENDING_STATE_FOR_SITE_MAILBOX_DOCUMENT,
    PERCENT_COMPLETE,
    POST_RSS_CHANNEL,
    POST_RSS_CHANNEL_LINK,
    POST_RSS_ITEM_GUID,
    POST_RSS_ITEM_HASH,
    POST_RSS_ITEM_LINK,
    POST_RSS_ITEM_XML,
    POST_RSS_SUBSCRIPTION,
    POSTAL_ADDRESS_ID,
    PRIVATE,
    PROMPT_SEND_UPDATE,
    RECURRENCE_DURATION,
    RECURRENCE_PATTERN,
    RECURRENCE_TYPE,
    RECURRING,
    REFERENCE_ENTRY_ID,
    REMINDER_DELTA,
    REMINDER_FILE_PARAMETER,
    REMINDER_OVERRIDE,
    REMINDER_PLAY_SOUND,
    REMINDER_SET,
    REMINDER_SIGNAL_TIME,
    REMINDER_TIME,
    REMINDER_TIME_DATE,
    REMINDER_TIME_TIME,
    REMINDER_TYPE,
    REMOTE_ATTACHMENT,
    REMOTE_ENTRY_ID,
    REMOTE_SEARCH_KEY,
    REMOTE_STATUS,
    REMOTE_TRANSFER_SIZE,
    REMOTE_TRANSFER_TIME,
    REMOTE_TRANSPORT,
    REQUIRED_ATTENDEES,
    RESOURCE_ATTENDEES,
    RESPONSE_STATUS,
    SERVER_PROCESSED,
    SERVER_PROCESSING_ACTIONS,
    SHARING_ANONYMITY,
    SHARING_BINDING_ENTRY_ID,
    SHARING_BROWSE_URL,
    SHARING_CAPABILITIES,
    SHARING_CONFIGURATION_URL,
    SHARING_DATA_RANGE_END,
    SHARING_DATA_RANGE_START,
    SHARING_DETAIL,
    SHARING_EXTENSION_XML,
    SHARING_FILTER,
    SHARING_FLAGS,
    SHARING_FLAVOR,
    SHARING_FOLDER_ENTRY_ID,
    SHARING_INDEX_ENTRY_ID,
    SHARING_INITIATOR_ENTRY_ID,
    SHARING_INITIATOR_NAME,
    SHARING_INITIATOR_SMTP,
    SHARING_INSTANCE_GUID,
    SHARING_LAST_AUTO_SYNC_TIME,
    SHARING_LAST_SYNC_TIME,
    SHARING_LOCAL_COMMENT,
    SHARING_LOCAL_LAST_MODIFICATION_TIME,
    SHARING_LOCAL_NAME,
    SHARING_LOCAL_PATH,
    SHARING_LOCAL_STORE_UID,
    SHARING_LOCAL_TYPE,
    SHARING_LOCAL_UID,
    SHARING_ORIGINAL_MESSAGE_ENTRY_ID,
    SHARING_PARENT_BINDING_ENTRY_ID,
    SHARING_PARTICIPANTS,
    SHARING_PERMISSIONS,
    SHARING_PROVIDER_EXTENSION,
    SHARING_PROVIDER_GUID,
    SHARING_PROVIDER_NAME,
    SHARING_PROVIDER_URL,
    SHARING_RANGE_END,
    SHARING_RANGE_START,
    SHARING_RECIPROCATION,
    SHARING_REMOTE_BYTE_SIZE,
    SHARING_REMOTE_COMMENT,
    SHARING_REMOTE_CRC,
    SHARING_REMOTE_LAST_MODIFICATION_TIME,
    SHARING_REMOTE_MESSAGE_COUNT,
    SHARING_REMOTE_NAME,
    SHARING_REMOTE_PASS,
    SHARING_REMOTE_PATH,
    SHARING_REMOTE_STORE_UID,
    SHARING_REMOTE_TYPE,
    SHARING_REMOTE_UID,
    SHARING_REMOTE_USER,
    SHARING_REMOTE_VERSION,
    SHARING_RESPONSE_TIME,
    SHARING_RESPONSE_TYPE,
    SHARING_ROAM_LOG,
    SHARING_START,
    SHARING_STATUS,
    SHARING_STOP,
    SHARING_SYNC_FLAGS,
    SHARING_SYNC_INTERVAL,
    SHARING_TIME_TO_LIVE,
    SHARING_TIME_TO_LIVE_AUTO,
    SHARING_WORKING_HOURS_DAYS,
    SHARING_WORKING_HOURS_END,
    SHARING_WORKING_HOURS_START,
    SHARING_WORKING_HOURS_TIME_ZONE,
    SIDE_EFFECTS,
    SINGLE_BODY_ICAL,
    SMART_NO_ATTACH,
    SPAM_ORIGINAL_FOLDER,
    START_RECURRENCE_DATE,
    START_RECURRENCE_TIME,
    TASK_ACCEPTANCE_STATE,
    TASK_ACCEPTED,
    TASK_ACTUAL_EFFORT,
    TASK_ASSIGNER,
    TASK_ASSIGNERS,
    TASK_COMPLETE,
    TASK_CUSTOM_FLAGS,
    TASK_DATE_COMPLETED,
    TASK_DEAD_OCCURRENCE,
    TASK_DUE_DATE,
    TASK_ESTIMATED_EFFORT,
    TASK_F_CREATOR,
    TASK_F_FIX_OFFLINE,
    TASK_F_RECURRING,
    TASK_GLOBAL_ID,
    TASK_HISTORY,
    TASK_LAST_DELEGATE,
    TASK_LAST_UPDATE,
    TASK_LAST_USER,
    TASK_MODE,
    TASK_MULTIPLE_RECIPIENTS,
    TASK_NO_COMPUTE,
    TASK_ORDINAL,
    TASK_OWNER,
    TASK_OWNERSHIP,
    TASK_RECURRENCE,
    TASK_RESET_REMINDER,
    TASK_ROLE,
    TASK_START_DATE,
    TASK_STATE,
    TASK_STATUS,
    TASK_STATUS_ON_COMPLETE,
    TASK_UPDATES,
    TASK_VERSION,
    TEAM_TASK,
    TIME_ZONE,
    TIME_ZONE_DESCRIPTION,
    TIME_ZONE_STRUCT,
    TO_ATTENDEES_STRING,
    TO_DO_ORDINAL_DATE,
    TO_DO_SUB_ORDINAL,
    TO_DO_TITLE,
    USE_TNEF,
    VALID_FLAG_STRING_PROOF,
    VERB_RESPONSE,
    VERB_STREAM,
    WEDDING_ANNIVERSARY_LOCAL,
    WEEK_INTERVAL,
    WHERE,
    WORK_ADDRESS,
    WORK_ADDRESS_CITY,
    WORK_ADDRESS_COUNTRY,
    WORK_ADDRESS_COUNTRY_CODE,
    WORK_ADDRESS_POST_OFFICE_BOX,
    WORK_ADDRESS_POSTAL_CODE,
    WORK_ADDRESS_STATE,
    WORK_ADDRESS_STREET,
    YEAR_INTERVAL,
    YOMI_COMPANY_NAME,
    YOMI_FIRST_NAME,
    YOMI_LAST_NAME,
    ACCEPT_LANGUAGE,
    APPLICATION_NAME,
    ATTACHMENT_MAC_CONTENT_TYPE,
    ATTACHMENT_MAC_INFO,
    ATTACHMENT_ORIGINAL_PERMISSION_TYPE,
    ATTACHMENT_PERMISSION_TYPE,
    ATTACHMENT_PROVIDER_TYPE,
    AUDIO_NOTES,
    AUTHOR,
    AUTOMATIC_SPEECH_RECOGNITION_DATA,
    BIRTHDAY_CONTACT_ATTRIBUTION_DISPLAY_NAME,
    BIRTHDAY_CONTACT_ENTRY_ID,
    BIRTHDAY_CONTACT_PERSON_GUID,
    BYTE_COUNT,
    CALENDAR_ATTENDEE_ROLE,
    CALENDAR_BUSYSTATUS,
    CALENDAR_CONTACT,
    CALENDAR_CONTACT_URL,
    CALENDAR_CREATED,
    CALENDAR_DESCRIPTION_URL,
    CALENDAR_DURATION,
    CALENDAR_EXCEPTION_DATE,
    CALENDAR_EXCEPTION_RULE,
    CALENDAR_GEO_LATITUDE,
    CALENDAR_GEO_LONGITUDE,
    CALENDAR_INSTANCE_TYPE,
    CALENDAR_IS_ORGANIZER,
    CALENDAR_LAST_MODIFIED,
    CALENDAR_LOCATION_URL,
    CALENDAR_MEETING_STATUS,
    CALENDAR_METHOD,
    CALENDAR_PRODUCT_ID,
    CALENDAR_RECURRENCE_ID_RANGE,
    CALENDAR_REMINDER_OFFSET,
    CALENDAR_RESOURCES,
    CALENDAR_RSVP,
    CALENDAR_SEQUENCE,
    CALENDAR_TIME_ZONE,
    CALENDAR_TIME_ZONE_ID,
    CALENDAR_TRANSPARENT,
    CALENDAR_UID,
    CALENDAR_VERSION,
    CATEGORY,
    CHARACTER_COUNT,
    COMMENTS,
    COMPANY,
    CONTENT_BASE,
    CONTENT_CLASS,
    CONTENT_TYPE,
    CREATE_DATE_TIME_READ_ONLY,
    CROSS_REFERENCE,
    DAV_ID,
    DAV_IS_COLLECTION,
    DAV_IS_STRUCTURED_DOCUMENT,
    DAV_PARENT_NAME,
    DAV_UID,
    DOCUMENT_PARTS,
    EDIT_TIME,
    EXCH_DATA_EXPECTED_CONTENT_CLASS,
    EXCH_DATA_SCHEMA_COLLECTION_REFERENCE,
    EXCH_DATABASE_SCHEMA,
    EXCHANGE_INTENDED_BUSY_STATUS,
    EXCHANGE_JUNK_EMAIL_MOVE_STAMP,
    EXCHANGE_MODIFY_EXCEPTION_STRUCTURE,
    EXCHANGE_NO_MODIFY_EXCEPTIONS,
    EXCHANGE_PATTERN_END,
    EXCHANGE_PATTERN_START,
    EXCHANGE_REMINDER_INTERVAL,
    EXTRACTED_ADDRESSES,
    EXTRACTED_CONTACTS,
    EXTRACTED_EMAILS,
    EXTRACTED_MEETINGS,
    EXTRACTED_PHONES,
    EXTRACTED_TASKS,
    EXTRACTED_URLS,
    FROM,
    HEADING_PAIRS,
    HIDDEN_COUNT,
    HTTPMAIL_CALENDAR,
    HTTPMAIL_HTML_DESCRIPTION,
    HTTPMAIL_SEND_MESSAGE,
    ICALENDAR_RECURRENCE_DATE,
    ICALENDAR_RECURRENCE_RULE,
    INTERNET_SUBJECT,
    IS_BIRTHDAY_CONTACT_WRITABLE,
    KEYWORDS,
    LAST_AUTHOR,
    LAST_PRINTED,
    LAST_SAVE_DATE_TIME,
    LINE_COUNT,
    LINKS_DIRTY,
    LOCATION_URL,
    MSIP_LABELS,
    MANAGER,
    MEETING_DO_NOT_FORWARD,
    MULTIMEDIA_CLIP_COUNT,
    NOTE_COUNT,
    OMS_ACCOUNT_GUID,
    OMS_MOBILE_MODEL,
    OMS_SCHEDULE_TIME,
    OMS_SERVICE_TYPE,
    OMS_SOURCE_TYPE,
    PAGE_COUNT,
    PARAGRAPH_COUNT,
    PHISHING_STAMP,
    PRESENTATION_FORMAT,
    QUARANTINE_ORIGINAL_SENDER,
    REVISION_NUMBER,
    RIGHTS_MANAGEMENT_LICENSE,
    SCALE,
    SECURITY,
    SLIDE_COUNT,
    SUBJECT,
    TEMPLATE,
    THUMBNAIL,
    TITLE,
    WORD_COUNT,
    X_CALL_ID,
    X_FAX_NUMBER_OF_PAGES,
    X_REQUIRE_PROTECTED_PLAY_ON_PHONE,
    X_SENDER_TELEPHONE_NUMBER,
    X_SHARING_BROWSE_URL,
    X_SHARING_CAPABILITIES,
    X_SHARING_CONFIG_URL,
    X_SHARING_EXENDED_CAPS,
    X_SHARING_FLAVOR,
    X_SHARING_INSTANCE_GUID,
    X_SHARING_LOCAL_TYPE,
    X_SHARING_PROVIDER_GUID,
    X_SHARING_PROVIDER_NAME,
    X_SHARING_PROVIDER_URL,
    X_SHARING_REMOTE_NAME,
    X_SHARING_REMOTE_PATH,
    X_SHARING_REMOTE_STORE_UID,
    X_SHARING_REMOTE_TYPE,
    X_SHARING_REMOTE_UID,
    X_VOICE_MESSAGE_ATTACHMENT_ORDER,
    X_VOICE_MESSAGE_DURATION,
    X_VOICE_MESSAGE_SENDER_NAME,
];

/// Positions in [`ALL`] of what a number names, by property set (as bytes) and number.
pub(super) const BY_LID: &[u16] = &[
    24, 25, 14, 50, 46, 118, 7, 158, 170, 138, 157, 28, 13, 27, 12, 11, 26, 10, 8, 30,
    21, 29, 236, 23, 215, 150, 35, 116, 119, 117, 199, 120, 22, 214, 213, 347, 346, 59, 58, 195,
    4, 37, 348, 49, 64, 65, 93, 194, 40, 5, 60, 174, 192, 20, 19, 18, 9, 17, 16, 34,
    33, 31, 32, 139, 147, 305, 340, 201, 344, 338, 319, 336, 311, 318, 317, 312, 320, 343, 339, 327,
    335, 314, 341, 325, 342, 315, 321, 333, 330, 313, 328, 332, 331, 326, 323, 337, 334, 310, 322, 316,
    133, 134, 67, 92, 142, 143, 359, 196, 209, 66, 38, 135, 1, 0, 145, 369, 370, 368, 45, 44,
    366, 360, 365, 364, 361, 363, 94, 42, 6, 76, 77, 78, 79, 96, 97, 95, 149, 98, 100, 99,
    101, 102, 103, 105, 104, 106, 107, 108, 110, 109, 111, 112, 113, 121, 122, 123, 124, 125, 126, 127,
    128, 129, 130, 131, 132, 140, 144, 362, 197, 2, 43, 356, 153, 75, 73, 71, 70, 69, 57, 237,
    238, 90, 146, 187, 172, 175, 212, 211, 217, 223, 221, 225, 224, 210, 3, 304, 230, 306, 62, 61,
    329, 324, 39, 219, 226, 220, 218, 355, 354, 136, 41, 181, 180, 179, 63, 80, 178, 177, 176, 87,
    88, 222, 151, 152, 352, 74, 68, 72, 307, 349, 350, 351, 148, 55, 51, 52, 53, 54, 216, 353,
    137, 83, 84, 82, 86, 81, 85, 200, 167, 166, 163, 164, 165, 160, 162, 161, 159, 168, 182, 184,
    183, 185, 186, 228, 233, 232, 231, 229, 227, 48, 294, 271, 272, 273, 284, 282, 287, 254, 255, 253,
    249, 270, 288, 283, 262, 261, 265, 248, 264, 251, 242, 250, 239, 276, 269, 256, 286, 268, 258, 247,
    280, 260, 243, 293, 295, 291, 290, 266, 297, 246, 298, 240, 252, 278, 302, 301, 300, 303, 245, 244,
    275, 274, 285, 263, 277, 279, 259, 292, 281, 241, 257, 299, 289, 267, 296, 203, 206, 205, 204, 202,
    207, 208, 36, 358, 141, 156, 155, 234, 193, 235, 91, 154, 345, 308, 309, 114, 115, 89, 357, 171,
    367, 173, 189, 198, 47, 56, 15, 169, 188, 191, 190,
];

/// Positions in [`ALL`] of what a string names, by property set (as bytes) and string in small letters.
pub(super) const BY_STRING: &[u16] = &[
    381, 382, 383, 455, 439, 440, 441, 442, 443, 444, 445, 372, 379, 384, 413, 414, 415, 416, 420, 422,
    423, 424, 425, 426, 427, 465, 479, 428, 447, 448, 432, 433, 434, 435, 436, 437, 438, 475, 456, 457,
    458, 459, 460, 461, 464, 466, 467, 468, 469, 470, 471, 472, 473, 474, 476, 477, 478, 480, 481, 482,
    483, 484, 485, 486, 431, 429, 430, 385, 386, 387, 388, 389, 390, 391, 392, 393, 394, 395, 396, 397,
    398, 399, 462, 400, 401, 402, 452, 403, 404, 405, 453, 406, 407, 408, 409, 410, 411, 412, 449, 450,
    451, 487, 373, 374, 375, 376, 377, 371, 417, 418, 419, 446, 463, 454, 507, 488, 491, 489, 490, 492,
    493, 494, 495, 496, 497, 498, 499, 500, 501, 502, 503, 504, 505, 506, 508, 509, 421, 380, 378,
];
