/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cyclonedx_node.c - one model in two spellings; see cyclonedx.h.
 */
#include "formats/cyclonedx.h"

bool
bw_cdx_is(struct bw_cdx_node n)
{
	enum bw_json_type type;

	if (n.xml != NULL)
		return true;
	type = bw_json_type(n.json);
	return type != BW_JSON_NONE && type != BW_JSON_NULL;
}

struct bw_cdx_node
bw_cdx_get(struct bw_cdx_node n, const char *name)
{
	struct bw_cdx_node none = { 0 };

	if (n.xml != NULL)
		return (struct bw_cdx_node){ .xml = bw_xml_get(n.xml, name) };
	if (bw_json_type(n.json) != BW_JSON_OBJECT)
		return none;
	return (struct bw_cdx_node){ .json = bw_json_get(n.json, name) };
}

struct bw_str
bw_cdx_raw(struct bw_cdx_node n, const char *name)
{
	const struct bw_xml_node *child;

	if (n.xml == NULL)
		return bw_json_str(
		    name != NULL ? bw_cdx_get(n, name).json : n.json);
	if (name == NULL)
		return n.xml->text;
	child = bw_xml_get(n.xml, name);
	return child != NULL ? child->text : bw_xml_attr(n.xml, name);
}

struct bw_cdx_list
bw_cdx_each(struct bw_cdx_node n, const char *name, const char *item)
{
	struct bw_cdx_node list = bw_cdx_get(n, name);
	struct bw_cdx_list it = { .item = item };

	if (list.xml != NULL)
		it.xml = list.xml->child;
	else if (n.xml == NULL && bw_json_type(list.json) == BW_JSON_ARRAY)
		it.json = bw_json_each(list.json);
	return it;
}

bool
bw_cdx_step(struct bw_cdx_list *it)
{
	while (it->xml != NULL) {
		it->node.xml = it->xml;
		it->xml = it->xml->next;
		if (bw_str_is(it->node.xml->name, it->item))
			return true;
	}
	if (it->node.xml != NULL || !bw_json_step(&it->json))
		return false;
	it->node.json = it->json.value;
	return true;
}

struct bw_str
bw_cdx_number(struct bw_reading *rd, struct bw_cdx_node n, const char *name)
{
	struct bw_cdx_node v = bw_cdx_get(n, name);

	if (n.xml == NULL && bw_json_type(v.json) == BW_JSON_NUMBER)
		return bw_json_decimal(v.json, &rd->scratch);
	return bw_rd_text(rd, bw_cdx_raw(n, name));
}

bool
bw_cdx_property(struct bw_cdx_node n, struct bw_str *name, struct bw_str *value)
{
	*name = bw_cdx_raw(n, "name");
	*value = bw_cdx_raw(n, n.xml != NULL ? NULL : "value");
	return name->n > 0 && value->n > 0;
}
