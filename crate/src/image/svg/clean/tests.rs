#![cfg(test)]

use super::*;

fn cleaned(svg: &str) -> (String, Vec<(String, &'static str)>) {
    cleaned_of(svg, Metadata::Stays)
}

fn cleaned_of(svg: &str, metadata: Metadata) -> (String, Vec<(String, &'static str)>) {
    let (splice, removed) = clean(svg.as_bytes(), metadata).unwrap();
    let text = String::from_utf8(splice.apply(svg.as_bytes())).unwrap();
    assert_eq!(clean(text.as_bytes(), metadata).unwrap().1, [], "once is enough: {text}");
    (text, removed.into_iter().map(|one| (one.what, one.danger.label())).collect())
}

#[test]
fn what_only_draws_is_left_byte_for_byte() {
    let svg = "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
               xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'><!-- a --><style>a > b { fill: url(#g) }</style>\
               <inkscape:grid inkscape:path='C:\\x(1)'/><defs><linearGradient id=\"g\"/></defs><use xlink:href = '#g'/>\
               <image href='data:image/png;base64,iVBO'/><text>on &amp; &#169;</text><path style='fill:#f00;mask:url(\"#m\")' d='M0 0'><animate attributeName='opacity' values='0;1'/></path></svg>";
    assert_eq!(cleaned(svg), (svg.to_owned(), vec![]));
}

#[test]
fn what_only_a_web_page_would_run_goes_too() {
    let svg = |before: &str| format!("{before}<svg xmlns='http://www.w3.org/2000/svg'/>");
    for (hidden, what) in [
        ("<?xml version='<script>a()</script>1.0'?>", "<?xml ?>"),
        ("<!--><script>a()</script>-->", "<!-- -->"),
        ("<!---><script>a()</script>-->", "<!-- -->"),
        ("<!-- a --!><script>a()</script>-->", "<!-- -->"),
    ] {
        assert_eq!(cleaned(&svg(hidden)), (svg(""), vec![(what.to_owned(), "page")]), "{hidden}");
    }
    let plain = svg("<?xml version='1.0' encoding='UTF-8'?><!-- <script> a -> b -->");
    assert_eq!(cleaned(&plain), (plain.clone(), vec![]));
}

#[test]
fn attributes_that_some_read_otherwise_are_no_xml() {
    for attribute in ["a\"b\"='1'", "\u{3}x='1'", "a/b='1'", "a='1'b='2'", "a='1'\u{a0}b='2'"] {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'><g {attribute}/></svg>");
        assert_eq!(clean(svg.as_bytes(), Metadata::Stays).unwrap_err().kind, Kind::NotXml, "{attribute:?}");
    }
}

#[test]
fn what_runs_or_loads_is_cut_and_told() {
    for (part, left, what, why) in [
        ("<script>alert(1)</script>", "", "<script>", "script"),
        ("<script href='a'/>", "", "<script>", "script"),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'>a</s:script>", "", "<s:script>", "script"),
        ("<SCRIPT>a</SCRIPT>", "", "<SCRIPT>", "script"),
        ("<script xmlns='urn:other'>a</script>", "", "<script>", "script"),
        ("<foreignObject><g><b/></g></foreignObject>", "", "<foreignObject>", "page"),
        ("<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x'/>", "", "<h:img>", "page"),
        ("<blink/>", "", "<blink>", "unknown"),
        ("<g onload = 'a' id='b'/>", "<g id='b'/>", "onload=\"a\"", "handler"),
        ("<g id='b'\n OnClick=\"a\"/>", "<g id='b'/>", "OnClick=\"a\"", "handler"),
        ("<a href='java&#115;cript:a'/>", "<a/>", "href=\"javascript:a\"", "script"),
        ("<a href=' java\nscript:a'/>", "<a/>", "href=\"java script:a\"", "script"),
        ("<use href='https://x.example/#a'/>", "<use/>", "href=\"https://x.example/#a\"", "elsewhere"),
        ("<image href='data:image/svg+xml,a'/>", "<image/>", "href=\"data:image/svg+xml,a\"", "script"),
        ("<g xml:base='//x'/>", "<g/>", "xml:base=\"//x\"", "elsewhere"),
        ("<g fill='url(//x)'/>", "<g/>", "fill=\"url(//x)\"", "elsewhere"),
        ("<g style='fill:u\\72l(//x)'/>", "<g/>", "style=\"fill:u\\72l(//x)\"", "elsewhere"),
        ("<set attributeName='xlink:href' to='javascript:a'/>", "", "<set>", "handler"),
        ("<animate attributeName='onload' values='a'/>", "", "<animate>", "handler"),
        ("<animate attributeName='style' values='a'/>", "", "<animate>", "handler"),
        ("<?xml-stylesheet href='x'?>", "", "<? ?>", "instruction"),
        ("<style>@IMPORT 'x';a{}</style>", "<style>a{}</style>", "@IMPORT 'x';", "elsewhere"),
        ("<style><![CDATA[@import 'x';a{}]]></style>", "<style><![CDATA[a{}]]></style>", "@import 'x';", "elsewhere"),
        (
            "<style>a{fill:url( \"http://x)\" )}</style>",
            "<style>a{fill:none}</style>",
            "url( \"http://x)\" )",
            "elsewhere",
        ),
    ] {
        let svg = |part: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'><g/>{part}<g/></svg>");
        assert_eq!(cleaned(&svg(part)), (svg(left), vec![(what.to_owned(), why)]));
    }
}

#[test]
fn several_things_of_one_style_are_cut_where_they_stand() {
    let svg = |style: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'>{style}<g/></svg>");
    let (text, removed) =
        cleaned(&svg("<style onload='a'>@import 'x';a{}<script/>b{}@import 'y';c{}</style><script/>"));
    assert_eq!(text, svg("<style>a{}b{}c{}</style>"));
    assert_eq!(removed.len(), 5, "{removed:?}");
}

#[test]
fn a_document_type_goes() {
    let (text, removed) = cleaned("<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'a'>]><svg/>");
    assert_eq!((text.as_str(), removed.len()), ("<svg/>", 1));
}

#[test]
fn what_cannot_be_cut_surely_is_refused() {
    for part in [
        "<style>@\\69mport 'x';</style>",
        "<style>@im<!-- -->port 'x';</style>",
        "<style>@im&#112;ort 'x';</style>",
        "<style>a{background:image-set('x')}</style>",
        "<style>@import 'x'</style>",
        "<style>a{fill:url('x}</style>",
        "<text>&other;</text>",
    ] {
        let error = clean(format!("<svg>{part}</svg>").as_bytes(), Metadata::Stays).unwrap_err();
        assert_eq!(error.kind, Kind::UnsafePicture, "{part}");
    }
    for attribute in ["id='<script>'", "xmlns:a='<script>'"] {
        let error = clean(format!("<svg><g {attribute}/></svg>").as_bytes(), Metadata::Stays).unwrap_err();
        assert_eq!(error.kind, Kind::NotXml, "{attribute}");
    }
    assert_eq!(
        clean(b"<svg xmlns='http://www.w3.org/1999/xhtml'/>", Metadata::Stays).unwrap_err().kind,
        Kind::UnsafePicture
    );
}

#[test]
fn what_an_editor_noted_goes_where_it_shall_and_the_drawing_stays() {
    let svg = "<!-- for Ada --><svg xmlns='http://www.w3.org/2000/svg' xmlns:x='urn:editor' xmlns:xlink='http://www.w3.org/1999/xlink' \
               x:docname='ada.svg' data-name='Ada'><metadata><r:RDF xmlns:r='urn:rdf'>Ada</r:RDF></metadata><x:view y='Ada'/><title>Fox</title>\
               <style>a{}<!-- Ada --></style><g id='a' x:label='Ada' xml:space='preserve'/><use xlink:href='#a'/><g x:label='b'/></svg>";
    let left = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='urn:editor' xmlns:xlink='http://www.w3.org/1999/xlink'>\
                <title>Fox</title><style>a{}</style><g id='a' xml:space='preserve'/><use xlink:href='#a'/><g/></svg>";
    let whats = ["<!-- for Ada -->", "x:docname", "data-name", "<metadata>", "<x:view>", "<!-- Ada -->", "x:label"];
    let removed = whats.iter().map(|what| ((*what).to_owned(), "metadata")).collect();
    assert_eq!(cleaned_of(svg, Metadata::Goes), (left.to_owned(), removed));
    assert_eq!(cleaned(svg), (svg.to_owned(), vec![]));
}
