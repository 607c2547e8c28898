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

static bool
same(struct bw_str a, struct bw_str b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* Place of the k-th member of an object among the names, or n. */
static size_t
place_of(const struct bw_cdx_names *names, struct bw_str key, size_t k)
{
	uint8_t none = 0, *hint = &none;
	size_t i;

	if (names->hint != NULL && k < BW_CDX_HINTS)
		hint = &names->hint[k];
	if (*hint < names->n && same(names->name[*hint], key))
		return *hint;
	for (i = 0; i < names->n && !same(names->name[i], key); i++)
		continue;
	*hint = (uint8_t)i;
	return i;
}

static void
members_xml(const struct bw_xml_node *n, const struct bw_cdx_names *names,
    struct bw_cdx_value *value)
{
	const struct bw_xml_node *child;
	size_t i, k = 0;

	for (child = n->child; child != NULL; child = child->next) {
		i = place_of(names, child->name, k++);
		if (i < names->n && !value[i].told)
			value[i] = (struct bw_cdx_value){ .node.xml = child,
				.text = child->text,
				.told = true };
	}
	for (const struct bw_xml_attr *a = n->attr; a != NULL; a = a->next) {
		i = place_of(names, a->name, k++);
		if (i < names->n && !value[i].told)
			value[i] = (struct bw_cdx_value){ .text = a->value,
				.told = true };
	}
}

size_t
bw_cdx_members(struct bw_cdx_node n, const struct bw_cdx_names *names,
    struct bw_cdx_value *value, struct bw_str *other)
{
	struct bw_json_each it = bw_json_each(n.json);
	size_t others = 0, i, k = 0;

	memset(value, 0, names->n * sizeof(*value));
	if (n.xml != NULL) {
		members_xml(n.xml, names, value);
		return 0;
	}
	while (it.object && bw_json_step(&it)) {
		i = place_of(names, it.key, k++);
		if (i >= names->n) {
			if (others++ == 0)
				*other = it.key;
		} else if (!value[i].told) {
			value[i] = (struct bw_cdx_value){ .node.json = it.value,
				.text = bw_json_str(it.value),
				.told = true };
		}
	}
	return others;
}

struct bw_cdx_list
bw_cdx_items(struct bw_cdx_node list, const char *item)
{
	struct bw_cdx_list it = { .item = item };

	if (list.xml != NULL)
		it.xml = list.xml->child;
	else if (bw_json_type(list.json) == BW_JSON_ARRAY)
		it.json = bw_json_each(list.json);
	return it;
}

struct bw_cdx_list
bw_cdx_each(struct bw_cdx_node n, const char *name, const char *item)
{
	return bw_cdx_items(bw_cdx_get(n, name), item);
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
