//! The names by which an SVG's elements and attributes are judged.

/// Elements that draw, or say something of the drawing (SVG 1.1 and 2, and Inkscape's flowing text).
const DRAWS: &str = "svg g defs symbol use a switch view title desc metadata style path rect circle ellipse line polyline polygon \
    text tspan tref textPath altGlyph altGlyphDef altGlyphItem glyphRef image marker pattern clipPath mask \
    linearGradient radialGradient stop mesh meshgradient meshrow meshpatch hatch hatchpath solidcolor solidColor \
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage \
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence \
    animate animateColor animateMotion animateTransform mpath set cursor color-profile font font-face font-face- \
    src font-face-name font-face-format font-face-uri glyph missing-glyph hkern vkern flowRoot flowRegion \
    flowPara flowSpan flowDiv flowLine";

/// Names that run or load something as soon as somebody reads the file as a web page.
const ALIVE: &str = "script style iframe frame object embed applet audio video source img image form input button link meta base \
    foreignobject handler listener template portal";

/// Attributes that name a place, in small letters.
const PLACES: &str = "href src srcset poster action formaction ping base";

/// Whether an element draws; letters of another case make another element.
pub(super) fn draws(local: &str) -> bool {
    is_among(local, DRAWS)
}

/// Whether an element, in small letters, is alive in a web page.
pub(super) fn is_alive(lower: &str) -> bool {
    is_among(lower, ALIVE)
}

/// Whether an attribute, in small letters, names a place.
pub(super) fn is_place(lower: &str) -> bool {
    is_among(lower, PLACES)
}

fn is_among(name: &str, words: &str) -> bool {
    words.split(' ').any(|word| word == name)
}
