"""What each thing that a page is drawn with may say (ISO 32000-1): its keys, and what they lead to.

Anything else in an annex is for the program that wrote it, not for a reader, and stays out.
"""

from typing import Final

# What a key leads to: a kind below, or one of these.
FLAT: Final = "flat"  # numbers, names, strings and arrays of them
ANY: Final = "any"  # what draws by itself and holds no words: colours and functions
PAGE: Final = "a page"
PLACE: Final = "a place on a page"
NAMES: Final = "names of "  # a dictionary from names to a kind

Keys = dict[str, str]


def _flat(words: str) -> Keys:
    return {f"/{word}": FLAT for word in words.split()}


_STREAM: Keys = {**_flat("Length Filter DL"), "/DecodeParms": ANY}

KINDS: Final[dict[str, Keys]] = {
    "page": {
        **_flat("Type MediaBox CropBox BleedBox TrimBox ArtBox Rotate StructParents Tabs UserUnit"),
        "/Parent": PAGE,
        "/Resources": "resources",
        "/Contents": "content",
        "/Group": "group",
        "/Annots": "annotation",
    },
    "content": _STREAM,
    "resources": {
        **_flat("ProcSet"),
        "/ExtGState": NAMES + "state",
        "/ColorSpace": ANY,
        "/Pattern": NAMES + "pattern",
        "/Shading": NAMES + "shading",
        "/XObject": NAMES + "drawing",
        "/Font": NAMES + "font",
        "/Properties": NAMES + "mark",
    },
    "state": {
        **_flat("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK"),
        **{f"/{key}": ANY for key in ["BG", "BG2", "UCR", "UCR2", "TR", "TR2", "HT"]},
        "/Font": "font",
        "/SMask": "soft mask",
    },
    "soft mask": {**_flat("Type S BC"), "/G": "drawing", "/TR": ANY},
    "group": {**_flat("Type S I K"), "/CS": ANY},
    "pattern": {
        **_STREAM,
        **_flat("Type PatternType PaintType TilingType BBox XStep YStep Matrix"),
        "/Resources": "resources",
        "/Shading": "shading",
        "/ExtGState": "state",
    },
    "shading": {
        **_STREAM,
        **_flat("ShadingType BBox Background AntiAlias Coords Domain Extend Matrix Decode"),
        **_flat("VerticesPerRow BitsPerCoordinate BitsPerComponent BitsPerFlag"),
        "/ColorSpace": ANY,
        "/Function": ANY,
    },
    "drawing": {
        **_STREAM,
        **_flat("Type Subtype Name StructParent StructParents FormType BBox Matrix"),
        **_flat("Width Height BitsPerComponent Intent ImageMask Decode Interpolate"),
        **_flat("SMaskInData Matte"),
        "/Resources": "resources",
        "/Group": "group",
        "/OC": "layer",
        "/ColorSpace": ANY,
        "/Mask": "drawing",
        "/SMask": "drawing",
    },
    "font": {
        **_flat("Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2"),
        **_flat("FontBBox FontMatrix"),
        "/FontDescriptor": "descriptor",
        "/DescendantFonts": "font",
        "/CIDSystemInfo": "character set",
        "/Encoding": "encoding",
        "/ToUnicode": "encoding",
        "/CIDToGIDMap": "content",
        "/CharProcs": NAMES + "content",
        "/Resources": "resources",
    },
    "descriptor": {
        **_flat("Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle"),
        **_flat("Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth"),
        **_flat("MissingWidth CharSet Lang"),
        **{f"/FontFile{which}": "font file" for which in ("", 2, 3)},
        "/CIDSet": "content",
        "/Style": ANY,
        "/FD": ANY,
    },
    "font file": {**_STREAM, **_flat("Length1 Length2 Length3 Subtype")},
    "character set": _flat("Registry Ordering Supplement"),
    "encoding": {
        **_STREAM,
        **_flat("Type BaseEncoding Differences CMapName WMode"),
        "/CIDSystemInfo": "character set",
        "/UseCMap": "encoding",
    },
    "mark": {
        **_flat("Type Subtype MCID ActualText Alt E Lang BBox Attached Placement Name Intent P"),
        "/OCGs": "layer",
        "/VE": "layer",
    },
    "layer": {**_flat("Type Name Intent P"), "/OCGs": "layer", "/VE": "layer"},
    "annotation": {
        **_flat("Type Subtype Rect Contents F AS Border C CA Lang StructParent Name H QuadPoints"),
        **_flat("DA Q DS CL IT RD L LE IC LL LLE Cap LLO CP CO Vertices InkList Sy Open"),
        "/P": PAGE,
        "/OC": "layer",
        "/A": "action",
        "/Dest": PLACE,
        "/AP": "looks",
        "/BS": "border",
        "/BE": "border",
    },
    "border": _flat("Type W S D I"),
    "action": _flat("Type S URI IsMap"),
    "looks": {"/N": "drawing"},
}
