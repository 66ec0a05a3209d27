//! The declaration of a ROP: id, section, request and response with their fields, once.

/// Declares a ROP's request and response types.
///
/// ```text
/// rop! {
///     RopOpenFolder = 0x02, "2.2.4.1";
///     request RopOpenFolderRequest [input output] {
///         /// FolderId.
///         pub folder_id: FolderId,
///     }
///     response RopOpenFolderResponse [output] ok RopOpenFolderSuccess {
///         /// HasRules.
///         pub has_rules: bool,
///     }
/// }
/// ```
///
/// In brackets after the request: the handle indexes that follow LogonId, in wire order; after the
/// response: the request's index that its prefix echoes. The body is a field list as in
/// [`wire_struct!`](ropeway_types::wire_struct), or `custom` for an adjacent pair by hand. A response
/// body is one of
/// - `ok;`: nothing follows ReturnValue,
/// - `ok Success { fields }`: the fields follow where ReturnValue is zero,
/// - `ok Success;`: the same with a [`SuccessBody`](crate::body::SuccessBody) by hand,
/// - `any(return_value) { fields }`: the fields follow every ReturnValue; the name is given so that the
///   fields' codecs can refer to it,
/// - `custom`.
///
/// Either of request and response may be left out; a response alone has no index.
macro_rules! rop {
    (
        $rop:ident = $id:literal, $section:literal;
        request $req:ident [$($prefix:ident)+] $qbody:tt
        response $resp:ident [$echo:ident] $($pbody:tt)+
    ) => {
        impl $req {
            #[doc = concat!("The id of ", stringify!($rop), " ([MS-OXCROPS] 2.2.2).")]
            pub const ROP_ID: $crate::RopId = $crate::RopId($id);
        }
        rop!(@request $rop $section $req [$($prefix)+] $echo $qbody);
        rop!(@response $rop $section $resp $echo $($pbody)+);
    };
    (
        $rop:ident = $id:literal, $section:literal;
        request $req:ident [$($prefix:ident)+] $qbody:tt
    ) => {
        impl $req {
            #[doc = concat!("The id of ", stringify!($rop), " ([MS-OXCROPS] 2.2.2).")]
            pub const ROP_ID: $crate::RopId = $crate::RopId($id);
        }
        rop!(@request $rop $section $req [$($prefix)+] none $qbody);
    };
    (
        $rop:ident = $id:literal, $section:literal;
        response $resp:ident custom
    ) => {
        impl $resp {
            #[doc = concat!("The id of ", stringify!($rop), " ([MS-OXCROPS] 2.2.2).")]
            pub const ROP_ID: $crate::RopId = $crate::RopId($id);
        }
    };
    (
        $rop:ident = $id:literal, $section:literal;
        response $resp:ident { $($fields:tt)* }
    ) => {
        impl $resp {
            #[doc = concat!("The id of ", stringify!($rop), " ([MS-OXCROPS] 2.2.2).")]
            pub const ROP_ID: $crate::RopId = $crate::RopId($id);
        }
        ropeway_types::wire_struct! {
            #[doc = concat!(stringify!($rop), " response ([MS-OXCROPS] ", $section, "), after RopId. It has no request.")]
            #[derive(Debug, Clone, PartialEq)]
            #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
            pub struct $resp { $($fields)* }
        }
        impl $crate::body::ResponseBody for $resp {
            fn decode_body(
                reader: &mut ropeway_types::wire::Reader,
                _columns: Option<&[ropeway_types::PropertyTag]>,
            ) -> Result<Self, ropeway_types::wire::DecodeError> {
                ropeway_types::wire::Decode::decode(reader)
            }
            fn handle_index(&self) -> Option<u8> {
                None
            }
            fn return_value(&self) -> Option<ropeway_types::ErrorCode> {
                None
            }
        }
    };

    (@request $rop:ident $section:literal $req:ident [input] $echo:ident $body:tt) => {
        rop!(@struct $rop $section $req [input] { input_handle_index } $echo $body);
    };
    (@request $rop:ident $section:literal $req:ident [input output] $echo:ident $body:tt) => {
        rop!(@struct $rop $section $req [input output] { input_handle_index output_handle_index } $echo $body);
    };
    (@request $rop:ident $section:literal $req:ident [source dest] $echo:ident $body:tt) => {
        rop!(@struct $rop $section $req [source dest] { source_handle_index dest_handle_index } $echo $body);
    };
    (@request $rop:ident $section:literal $req:ident [response input] $echo:ident $body:tt) => {
        rop!(@struct $rop $section $req [response input] { response_handle_index input_handle_index } $echo $body);
    };
    (@request $rop:ident $section:literal $req:ident [output] $echo:ident $body:tt) => {
        rop!(@struct $rop $section $req [output] { output_handle_index } $echo $body);
    };

    (@struct $rop:ident $section:literal $req:ident $prefix:tt $indexes:tt $echo:ident custom) => {
        rop!(@indexes $req $prefix $echo);
    };
    (@struct $rop:ident $section:literal $req:ident $prefix:tt { $($index:ident)+ } $echo:ident { $($fields:tt)* }) => {
        ropeway_types::wire_struct! {
            #[doc = concat!(stringify!($rop), " request ([MS-OXCROPS] ", $section, ".1), after RopId.")]
            #[derive(Debug, Clone, PartialEq)]
            #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
            pub struct $req {
                /// LogonId: the logon that the ROP belongs to.
                pub logon_id: u8,
                $(
                    /// Index into the server object handle table.
                    pub $index: u8,
                )+
                $($fields)*
            }
        }
        rop!(@indexes $req $prefix $echo);
        impl $crate::body::RequestBody for $req {
            fn decode_body(
                reader: &mut ropeway_types::wire::Reader,
                _context: &dyn $crate::RequestContext,
            ) -> Result<Self, ropeway_types::wire::DecodeError> {
                ropeway_types::wire::Decode::decode(reader)
            }
        }
    };

    (@indexes $req:ident [$($prefix:ident)+] $echo:ident) => {
        impl $crate::body::Indexes for $req {
            fn logon_id(&self) -> u8 {
                self.logon_id
            }
            fn index(&self, which: $crate::body::Index) -> Option<u8> {
                $( if which == rop!(@which $prefix) { return Some(rop!(@index self $prefix)); } )+
                None
            }
            fn echoed(&self) -> Option<u8> {
                rop!(@echo self $echo)
            }
        }
    };
    (@which input) => { $crate::body::Index::Input };
    (@which output) => { $crate::body::Index::Output };
    (@which source) => { $crate::body::Index::Input };
    (@which dest) => { $crate::body::Index::Dest };
    (@which response) => { $crate::body::Index::Response };
    (@index $s:ident input) => { $s.input_handle_index };
    (@index $s:ident output) => { $s.output_handle_index };
    (@index $s:ident source) => { $s.source_handle_index };
    (@index $s:ident dest) => { $s.dest_handle_index };
    (@index $s:ident response) => { $s.response_handle_index };
    (@echo $s:ident none) => { None };
    (@echo $s:ident $echo:ident) => { Some(rop!(@index $s $echo)) };

    (@response $rop:ident $section:literal $resp:ident input $($body:tt)+) => {
        rop!(@body $rop $section $resp input_handle_index $($body)+);
    };
    (@response $rop:ident $section:literal $resp:ident output $($body:tt)+) => {
        rop!(@body $rop $section $resp output_handle_index $($body)+);
    };
    (@response $rop:ident $section:literal $resp:ident source $($body:tt)+) => {
        rop!(@body $rop $section $resp source_handle_index $($body)+);
    };
    (@response $rop:ident $section:literal $resp:ident response $($body:tt)+) => {
        rop!(@body $rop $section $resp response_handle_index $($body)+);
    };

    (@body $rop:ident $section:literal $resp:ident $index:ident custom) => {};
    (@body $rop:ident $section:literal $resp:ident $index:ident ok;) => {
        rop!(@ok $rop $section $resp $index (), "Nothing, or why it failed.");
    };
    (@body $rop:ident $section:literal $resp:ident $index:ident ok $success:ident;) => {
        rop!(@ok $rop $section $resp $index $success, "What it answers, or why it failed.");
    };
    (@body $rop:ident $section:literal $resp:ident $index:ident ok $success:ident { $($fields:tt)* }) => {
        rop!(@ok $rop $section $resp $index $success, "What it answers, or why it failed.");
        ropeway_types::wire_struct! {
            #[doc = concat!("What a successful ", stringify!($rop), " answers ([MS-OXCROPS] ", $section, ".2).")]
            #[derive(Debug, Clone, PartialEq)]
            #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
            pub struct $success { $($fields)* }
        }
        impl $crate::body::SuccessBody for $success {
            fn decode_success(
                reader: &mut ropeway_types::wire::Reader,
                _columns: Option<&[ropeway_types::PropertyTag]>,
            ) -> Result<Self, ropeway_types::wire::DecodeError> {
                ropeway_types::wire::Decode::decode(reader)
            }
        }
    };
    (@body $rop:ident $section:literal $resp:ident $index:ident any($code:ident) { $($fields:tt)* }) => {
        ropeway_types::wire_struct! {
            #[doc = concat!(stringify!($rop), " response ([MS-OXCROPS] ", $section, ".2), after RopId.")]
            #[derive(Debug, Clone, PartialEq, Default)]
            #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
            pub struct $resp {
                /// The request's index.
                pub $index: u8,
                /// ReturnValue.
                pub $code: ropeway_types::ErrorCode,
                $($fields)*
            }
        }
        impl $crate::body::ResponseBody for $resp {
            fn decode_body(
                reader: &mut ropeway_types::wire::Reader,
                _columns: Option<&[ropeway_types::PropertyTag]>,
            ) -> Result<Self, ropeway_types::wire::DecodeError> {
                ropeway_types::wire::Decode::decode(reader)
            }
            fn handle_index(&self) -> Option<u8> {
                Some(self.$index)
            }
            fn return_value(&self) -> Option<ropeway_types::ErrorCode> {
                Some(self.$code)
            }
        }
        impl $crate::body::FailureBody for $resp {
            fn failure($index: u8, $code: ropeway_types::ErrorCode) -> Self {
                Self { $index, $code, ..Self::default() }
            }
        }
    };

    (@ok $rop:ident $section:literal $resp:ident $index:ident $success:ty, $doc:literal) => {
        #[doc = concat!(stringify!($rop), " response ([MS-OXCROPS] ", $section, ".2), after RopId.")]
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct $resp {
            /// The request's index.
            pub $index: u8,
            #[doc = $doc]
            pub result: Result<$success, ropeway_types::ErrorCode>,
        }
        impl $crate::body::ResponseBody for $resp {
            fn decode_body(
                reader: &mut ropeway_types::wire::Reader,
                columns: Option<&[ropeway_types::PropertyTag]>,
            ) -> Result<Self, ropeway_types::wire::DecodeError> {
                let ($index, result) = $crate::body::decode_ok(reader, columns, stringify!($resp), stringify!($index))?;
                Ok(Self { $index, result })
            }
            fn handle_index(&self) -> Option<u8> {
                Some(self.$index)
            }
            fn return_value(&self) -> Option<ropeway_types::ErrorCode> {
                Some(self.result.as_ref().err().copied().unwrap_or_default())
            }
        }
        impl ropeway_types::wire::Encode for $resp {
            fn encode(
                &self,
                writer: &mut ropeway_types::wire::Writer,
            ) -> Result<(), ropeway_types::wire::EncodeError> {
                $crate::body::encode_ok(self.$index, &self.result, writer)
            }
        }
        impl $crate::body::FailureBody for $resp {
            fn failure($index: u8, code: ropeway_types::ErrorCode) -> Self {
                Self { $index, result: Err(code) }
            }
        }
    };
}
