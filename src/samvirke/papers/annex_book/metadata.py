"""What the book says of itself: title, language, and whether it claims PDF/UA-1.

No date and no name of a person: the same annexes give the same bytes on any day.
"""

from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, String

from samvirke.papers.annex_book.merging import Book

PRODUCER = "Samvirke"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{producer}</pdf:Producer>{claim}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_CLAIM = "\n   <pdfuaid:part>1</pdfuaid:part>"


def write(book: Book, *, title: str, language: str, claims_pdf_ua: bool) -> None:
    """Writes title and language into ``book``, and the claim to PDF/UA-1 if it may be made."""
    packet = _PACKET.format(
        title=escape(title),
        language=language,
        producer=PRODUCER,
        claim=_CLAIM if claims_pdf_ua else "",
    )
    stream = book.pdf.make_stream(packet.encode())
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    catalogue = book.pdf.Root
    catalogue["/Metadata"] = stream
    catalogue["/ViewerPreferences"] = Dictionary({"/DisplayDocTitle": True})
    catalogue["/PageMode"] = Name.UseOutlines
    book.pdf.docinfo["/Title"] = String(title)
    book.pdf.docinfo["/Producer"] = String(PRODUCER)
