/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * xmp.c - what the file says of itself (XMP, ISO 16684-1).
 *
 * That it follows PDF/UA-1 (ISO 14289-1, clause 5) and PDF/A-2a (ISO 19005-2,
 * 6.6.4); its title, language and maker. PDF/A wants every other schema to be
 * described, so that of PDF/UA is.
 */
#include "pdf/pdf_priv.h"

static const char head[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\"\n"
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaid:part>2</pdfaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<dc:format>application/pdf</dc:format>\n";
static const char foot[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

static void
xml_text(struct bw_buf *b, struct bw_str s)
{
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if (c == '&' || c == '<' || c == '>')
			bw_buf_fmt(b, "&#%u;", c);
		else if (c < ' ' || c == 0xfffe || c == 0xffff)
			bw_buf_char(b, '?');
		else
			bw_buf_rune(b, c);
	}
}

static void
said(struct bw_buf *b, const char *before, struct bw_str text,
    const char *behind)
{
	bw_buf_z(b, before);
	xml_text(b, text);
	bw_buf_z(b, behind);
}

void
xmp_write(struct bw_pdf *p, struct file *f, uint32_t id)
{
	struct bw_buf b = { 0 };

	bw_buf_z(&b, head);
	said(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->title,
	    "</rdf:li></rdf:Alt></dc:title>\n");
	said(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
	    p->subject, "</rdf:li></rdf:Alt></dc:description>\n");
	said(&b, "<dc:language><rdf:Bag><rdf:li>", p->lang,
	    "</rdf:li></rdf:Bag></dc:language>\n");
	said(&b, "<xmp:CreatorTool>", p->maker, "</xmp:CreatorTool>\n");
	said(&b, "<pdf:Producer>", p->maker, "</pdf:Producer>\n");
	bw_buf_z(&b, foot);
	if (b.failed)
		f->b.failed = true;
	else /* not packed, so that simple tools find it */
		file_plain(
		    f, id, "/Type /Metadata /Subtype /XML", bw_buf_get(&b));
	bw_buf_release(&b);
}
