//! Seeds of RTF: each of the kinds that bodies are, and each thing that true RTF shows.

/// Name and text.
pub(crate) const SEEDS: &[(&str, &str)] = &[
    (
        "html",
        r"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset128 MS;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f1 \'93\'fa\'83\\{\*\mhtmltag x}\uc1\u-10180?\u-8311?\htmlrtf\par}\htmlrtf0{\pntext\'b7\tab}{\*\htmltag72 </p>}}",
    ),
    (
        "text",
        r"{\rtf1\ansi\ansicpg1251\fromtext \deff0{\fonttbl{\f0\cpg1251 A;}}\pard\plain a\par\line <b>\tab\'cf\emdash\~\_\-}",
    ),
    (
        "styles",
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset2 Wingdings;}}{\colortbl;\red255\green0\blue0;}\pard\qc\li720\sb120\rtlpar{\b\i\ul\strike b}{\super 2}{\sub 3}\cf1\highlight1\fs28\caps c\scaps0 {\f1 a\'b7}{\f2 \'fc\u-3844?}{\v hidden}\par}",
    ),
    (
        "lists",
        r"{\rtf1\ansi{\fonttbl{\f0 A;}}{\*\listtable{\list{\listlevel\levelnfc23}{\listlevel\levelnfc4}\listid7}}{\*\listoverridetable{\listoverride\listid7\ls1}}{\listtext\'b7\tab}\ls1\ilvl0 a\par{\listtext b)\tab}\ilvl1 b\par\pard{\pntext 3.\tab}{\*\pn\pnlvlbody\pndec\pnstart3}\li360 c\par}",
    ),
    (
        "tables",
        r"{\rtf1\ansi\trowd\trleft0\clvmgf\clbrdrt\brdrs\cellx1000\clcbpat1\cellx2000\intbl a\cell b\par c\cell\row\trowd\clvmrg\cellx1000\clmgf\cellx1500\clmrg\cellx2000\intbl\cell\itap2 n\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}\itap1 d\cell\cell\row\pard e\par}",
    ),
    (
        "fields",
        r#"{\rtf1\ansi{\field{\*\fldinst{HYPERLINK "http://x.test/?a&b" \\l "c"}}{\fldrslt{\ul here}}}{\field{\*\fldinst SYMBOL 183 \\f "Symbol"}{\fldrslt x}}{\field{\*\fldinst HYPERLINK "javascript:x"}{\fldrslt y}}{\upr a{\*\ud\u228?}}\objattph\'20\par}"#,
    ),
    (
        "pictures",
        r"{\rtf1\ansi{\*\shppict{\pict{\*\picprop}\pngblip\picwgoal300\pichgoal300\picscalex50 89504e470d0a1a0a}}{\nonshppict{\pict\wmetafile8 01}}{\pict\dibitmap0 2800000001000000010000000100180000000000040000000000000000000000000000000000000000ffffff00}{\pict\wbitmap0\wbmbitspixel1\picw8\pich1\wbmwidthbytes2 aa00}{\pict\wmetafile8\picw100\pich100\bin24 0123456789abcdef01234567}{\object\objemb{\*\objdata 01}{\result r}}}",
    ),
];
