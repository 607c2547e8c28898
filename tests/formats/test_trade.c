/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_trade.c - trade files as they are published, and as they should not be.
 *
 * Rows are written out as one line each, so that a test reads as the file it
 * is about. The samples follow the published layouts; their figures are made
 * up.
 */
#include "formats/formats.h"
#include "formats/trade_scan.h"
#include "base/mem.h"
#include "base/vec.h"
#include "support/support.h"

struct seen {
	struct bw_buf rows, reports;
	char currency[4];
	bool parts;
};

static int
on_trade(void *ctx, struct bw_trade_block *b, struct bw_err *err)
{
	struct seen *s = ctx;
	char code[9];

	(void)err;
	snprintf(s->currency, sizeof(s->currency), "%s", b->currency);
	s->parts = b->parts;
	for (size_t i = 0; i < b->n; i++) {
		const struct bw_trade_row *r = &b->row[i];

		bw_product_print(r->product, code);
		bw_buf_fmt(&s->rows, "%llu %d/%u %s %.*s<%.*s %s ",
		    (unsigned long long)(b->first_line + r->line), r->year,
		    bw_trade_month(r), bw_trade_side_name(r->how % 4),
		    BW_ARG(bw_area_get(r->importer)->code),
		    BW_ARG(bw_area_get(r->exporter)->code), code);
		if (r->value == BW_TRADE_UNTOLD)
			bw_buf_z(&s->rows, "-");
		else
			bw_buf_fmt(
			    &s->rows, "%llu", (unsigned long long)r->value);
		if (r->kg == BW_TRADE_UNTOLD)
			bw_buf_z(&s->rows, " -\n");
		else
			bw_buf_fmt(
			    &s->rows, " %llu\n", (unsigned long long)r->kg);
	}
	return 0;
}

static int
on_report(void *ctx, enum bw_report_kind kind, const char *rule,
    const struct bw_place *place, struct bw_str what, struct bw_err *err)
{
	struct seen *s = ctx;

	(void)kind;
	(void)what;
	(void)err;
	bw_buf_fmt(
	    &s->reports, "%llu %s\n", (unsigned long long)place->line, rule);
	return 0;
}

/* The format is recognised, not told. */
static int
read_text(const char *format, struct bw_str text, const char *name,
    struct seen *s, struct bw_err *err)
{
	struct bw_sink sink = {
		.ctx = s, .trade = on_trade, .report = on_report
	};
	struct bw_input_opt opt = { .name = name };
	const struct bw_format *f = NULL;
	struct bw_input *in = NULL;
	int rc = bw_input_memory(&in, text, &opt, err);

	memset(s, 0, sizeof(*s));
	if (rc == 0)
		rc = bw_format_recognise(in, &f, err);
	if (rc == 0)
		assert_string_equal(f->name, format);
	if (rc == 0)
		rc = f->read(in, &sink, err);
	bw_input_free(in);
	return rc;
}

static void
expect(const char *format, const char *name, const char *text, const char *rows,
    const char *reports)
{
	struct bw_err err = BW_ERR_INIT;
	struct seen s;

	assert_ok(read_text(format, bw_str_of(text), name, &s, &err), &err);
	assert_str(bw_buf_get(&s.rows), rows);
	assert_str(bw_buf_get(&s.reports), reports);
	bw_buf_release(&s.rows);
	bw_buf_release(&s.reports);
}

static void
baci(void **state)
{
	(void)state;
	expect("baci", "BACI_HS17_Y2020_V202501.csv",
	    "t,i,j,k,v,q\n"
	    "2020,4,276,080211,3.609,2.010\n"
	    "2020,4,276,080212,    12.5,          NA\n"
	    "2020,842,528,10121,0.0004,1\n"
	    "2020,0,528,810520,1,1\n"
	    "1990,810,528,810520,1000000,0.5\n"
	    "2004,891,528,810520,7,\n"
	    "2020,999,528,810520,7,1\n"
	    "2020,56,528,810520,-7,1\n"
	    "2020,56,528,810520,7,-1\n"
	    "2020,56,528,810520,1e12,1\n"
	    "2020,56,528,810520,1e3,1\n"
	    "2020,56,528,8105x0,7,1\n"
	    "202,56,528,810520,7,1\n"
	    "2020,56\n"
	    "2020,56,528,810520,,NA\n"
	    "\n"
	    "2020,56,528,810520,7,2",
	    "2 2020/0 both DE<AF 080211 3609 2010\n"
	    "3 2020/0 both DE<AF 080212 12500 -\n"
	    "4 2020/0 both NL<US 010121 0 1000\n"
	    "6 1990/0 both NL<SUHH 810520 1000000000 500\n"
	    "7 2004/0 both NL<CSXX 810520 7000 -\n"
	    "10 2020/0 both NL<BE 810520 7000 -\n"
	    "12 2020/0 both NL<BE 810520 1000000 1000\n"
	    "18 2020/0 both NL<BE 810520 7000 2000\n",
	    "5 trade-sum\n8 trade-area\n9 trade-negative\n10 trade-quantity\n"
	    "11 trade-absurd\n13 trade-product\n14 trade-year\n"
	    "15 trade-columns\n16 trade-untold\n");
}

/* Columns in another order, and others that nobody asked for. */
static void
baci_order(void **state)
{
	(void)state;
	expect("baci", "x.csv",
	    "k;t;j;i;q;v;note\r\n810520;2020;528;56;1;7;\"a;b\"\r\n",
	    "2 2020/0 both NL<BE 810520 7000 1000\n", "");
}

static void
comtrade_old(void **state)
{
	(void)state;
	expect("comtrade", "x.csv",
	    "Classification,Year,Period,Period Desc.,Aggregate Level,"
	    "Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,"
	    "Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,"
	    "Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),"
	    "Trade Value (US$),Flag\n"
	    "H4,2015,2015,2015,6,1,1,Import,528,Netherlands,NLD,56,Belgium,BEL,"
	    "810520,\"Cobalt, unwrought\",8,Weight in kg,10,10,250,0\n"
	    "H4,2015,2015,2015,6,1,2,Export,528,Netherlands,NLD,56,Belgium,BEL,"
	    "810520,\"Cobalt, \"\"unwrought\"\"\",8,kg,,,250.5,0\n"
	    "H4,2015,2015,2015,6,1,3,Re-Export,528,Netherlands,NLD,56,Belgium,"
	    "BEL,810520,x,8,kg,,,250,0\n"
	    "H4,2015,2015,2015,6,1,1,Import,528,Netherlands,NLD,0,World,WLD,"
	    "810520,x,8,kg,10,10,250,0\n"
	    "H4,2015,2015,2015,0,0,1,Import,528,Netherlands,NLD,56,Belgium,BEL,"
	    "TOTAL,All,8,kg,10,10,250,0\n"
	    "S3,2015,2015,2015,4,1,1,Import,528,Netherlands,NLD,56,Belgium,BEL,"
	    "6891,x,8,kg,10,10,250,0\n"
	    "H0,1991,1991,1991,6,1,1,Import,528,Netherlands,NLD,810,Fmr USSR,"
	    "SUN,810520,\"open,8,kg,10,10,250,0\n",
	    "2 2015/0 importer NL<BE 810520 250 10\n"
	    "3 2015/0 exporter BE<NL 810520 251 -\n",
	    "4 trade-flow\n5 trade-sum\n6 trade-total\n"
	    "7 trade-classification\n8 trade-quote\n");
}

static void
comtrade_new(void **state)
{
	(void)state;
	expect("comtrade", "x.csv",
	    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,"
	    "reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
	    "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,"
	    "partner2Desc,classificationCode,classificationSearchCode,"
	    "isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,"
	    "customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,"
	    "qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,"
	    "altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
	    "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
	    "legacyEstimationFlag,isReported,isAggregate\n"
	    "C,M,20230301,2023,3,202303,528,NLD,Netherlands,M,Import,156,CHN,"
	    "China,0,W00,World,H6,HS,true,811292,x,6,true,C00,TOTAL,0,0,TOTAL,"
	    "8,kg,5,false,-1,N/A,0,false,5,false,0,false,9,,9.49,0,true,false,"
	    "\n"
	    "C,A,20230101,2023,52,2023,528,NLD,Netherlands,X,Export,490,S19,"
	    "\"Other Asia, nes\",0,W00,World,H6,HS,true,811292,x,6,true,C00,"
	    "TOTAL,0,0,TOTAL,8,kg,5,false,-1,N/A,0,false,0,false,0,false,,9,9,"
	    "0,true,false\n"
	    "C,A,20230101,2023,52,2023,528,NLD,Netherlands,M,Import,156,CHN,"
	    "China,344,HKG,Hong Kong,H6,HS,true,811292,x,6,true,C00,TOTAL,0,0,"
	    "TOTAL,8,kg,5,false,-1,N/A,0,false,5,false,0,false,9,,9,0,true,"
	    "false\n"
	    "C,A,20230101,2023,52,2023,528,NLD,Netherlands,M,Import,156,CHN,"
	    "China,0,W00,World,H6,HS,true,811292,x,6,true,C00,TOTAL,0,2100,Sea,"
	    "8,kg,5,false,-1,N/A,0,false,5,false,0,false,9,,9,0,true,false\n"
	    "C,A,20230101,2023,52,2023,528,NLD,Netherlands,RX,Re-export,156,"
	    "CHN,China,0,W00,World,H6,HS,true,811292,x,6,true,C00,TOTAL,0,0,"
	    "TOTAL,8,kg,5,false,-1,N/A,0,false,5,false,0,false,9,,9,0,true,"
	    "false\n",
	    "2 2023/3 importer NL<CN 811292 9 5\n"
	    "3 2023/0 exporter TW<NL 811292 9 -\n",
	    "4 trade-part\n5 trade-part\n6 trade-flow\n");
}

static void
comext(void **state)
{
	(void)state;
	expect("comext", "full_201901.dat",
	    "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,"
	    "PRODUCT_SITC,PRODUCT_CPA2002,PRODUCT_CPA2008,PRODUCT_CPA2_1,"
	    "PRODUCT_BEC,PRODUCT_SECTION,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,"
	    "VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY\n"
	    "003,NL,0720,CN,E,81052000,68981,27450,24453,24453,220,15,1,1,,"
	    "201901,1000,20,\n"
	    "003,NL,0720,CN,E,81052000,68981,27450,24453,24453,220,15,1,4,,"
	    "201901,1000,20,\n"
	    "003,NL,0720,CN,E,TOTAL,,,,,,,1,1,,201901,1000,20,\n"
	    "003,NL,0720,CN,E,27XXXXXX,,,,,,,2,1,,201901,1000,20,\n"
	    "003,NL,0977,QZ,E,81052000,,,,,,,2,1,,201952,1000,,\n"
	    "003,NL,0094,XS,E,81052000,,,,,,,2,1,,201901,1000,5,\n",
	    "2 2019/1 importer NL<CN 81052000 1000 20\n"
	    "6 2019/0 exporter QZ<NL 81052000 1000 -\n"
	    "7 2019/1 exporter RS<NL 81052000 1000 5\n",
	    "3 trade-part\n4 trade-total\n5 trade-secret\n");
	expect("comext", "full_v2_202402.dat",
	    "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,"
	    "PRODUCT_CPA22,PRODUCT_BEC,PRODUCT_BEC5,PRODUCT_SECTION,FLOW,"
	    "STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,"
	    "QUANTITY_SUPPL_UNIT\n"
	    "AT,AD,E,35069190,59229,2052,2059,220,311210,06,2,1,NO_SU,202402,"
	    "65,65,3,0\n"
	    "GR,XU,E,35069190,59229,2052,2059,220,311210,06,1,3,NO_SU,202402,"
	    "65,65,3,0\n",
	    "2 2024/2 exporter AD<AT 35069190 65 3\n"
	    "3 2024/2 importer GR<GB 35069190 65 3\n",
	    "");
}

static void
sdmx(void **state)
{
	(void)state;
	expect("sdmx-trade", "x.csv",
	    "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,"
	    "indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,AT,AE,7204,2,"
	    "QUANTITY_IN_100KG,2023-09,1772.90,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,AT,AE,7204,2,"
	    "VALUE_IN_EUROS,2023-09,204548,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,M,EL,AE,7204,2,"
	    "SUP_QUANTITY,2023-09,204548,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EL,WORLD,7204,2,"
	    "VALUE_IN_EUROS,2023,204548,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EU27_2020,CN,7204,1,"
	    "VALUE_IN_EUROS,2023,204548,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EL,CN,7204,1,"
	    "VALUE_NAC,2023,204548,\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EL,CN,7204,1,"
	    "VALUE_IN_EUROS,2023,,c\n"
	    "ESTAT:DS-045409(1.0),15/09/26 11:00:00,A,EL,CN,7204,1,"
	    "VALUE_IN_EUROS,2023-Q1,5,\n",
	    "2 2023/9 exporter AE<AT 7204 - 177290\n"
	    "3 2023/9 exporter AE<AT 7204 204548 -\n",
	    "4 trade-measure\n5 trade-sum\n6 trade-sum\n7 trade-unit\n"
	    "8 trade-untold\n9 trade-year\n");
}

static void
amounts(void **state)
{
	static const struct {
		const char *text;
		int scale;
		uint64_t want;
	} good[] = { { "0", 0, 0 }, { "1.4", 0, 1 }, { "1.5", 0, 2 },
		{ "1.49999", 0, 1 }, { "3.609", 3, 3609 },
		{ "3.6094", 3, 3609 }, { "3.6095", 3, 3610 }, { "1E-05", 0, 0 },
		{ "1.5e3", 0, 1500 }, { "-0", 0, 0 }, { ".5", 0, 1 },
		{ "7.", 0, 7 }, { "10000000000000", 0, 10000000000000 },
		{ "0.00000000000000000000000001", 3, 0 },
		{ "12345678901234567890123e-20", 0, 123 } };
	static const char *const bad[] = { "x", "1x", "1,5", "1.2.3", "e5",
		"1e", "1e9999999", "--1", ".", "1 2" };
	uint64_t got;

	(void)state;
	for (size_t i = 0; i < BW_LEN(good); i++) {
		assert_int_equal(bw_trade_amount(bw_str_of(good[i].text),
				     good[i].scale, &got),
		    BW_WHY_TAKEN);
		assert_int_equal(got, good[i].want);
	}
	for (size_t i = 0; i < BW_LEN(bad); i++)
		assert_int_equal(
		    bw_trade_amount(bw_str_of(bad[i]), 0, &got) == BW_WHY_TAKEN,
		    false);
	assert_int_equal(
	    bw_trade_amount(BW_STR("10000000000001"), 0, &got), BW_WHY_ABSURD);
	assert_int_equal(
	    bw_trade_amount(BW_STR("-1"), 0, &got), BW_WHY_NEGATIVE);
	assert_int_equal(bw_trade_amount(BW_STR("NA"), 0, &got), BW_WHY_TAKEN);
	assert_true(got == BW_TRADE_UNTOLD);
}

/* Far more than a window: lines that cross its end, and 1 to 5 threads. */
static void
windows(void **state)
{
	struct bw_sink sink = { .trade = on_trade, .report = on_report };
	struct bw_buf text = { 0 };
	struct bw_err err = BW_ERR_INIT;
	struct seen first = { 0 }, s;

	(void)state;
	bw_buf_z(&text, "t,i,j,k,v,q\n");
	for (unsigned i = 0; text.n < (size_t)1 << 20; i++)
		bw_buf_fmt(&text, "2020,%u,528,%06u,%u.5,%s\n",
		    i % 7 == 0 ? 999 : 56, 10000 + i % 900000, i,
		    i % 11 == 0 ? "NA" : "1");
	assert_ok(bw_buf_check(&text, &err), &err);
	for (unsigned threads = 1; threads <= 5; threads += 2) {
		struct bw_input_opt opt = { .name = "x" };
		const struct bw_format *f = NULL;
		struct bw_input *in = NULL;

		memset(&s, 0, sizeof(s));
		sink.ctx = &s;
		assert_ok(
		    bw_input_memory(&in, bw_buf_get(&text), &opt, &err), &err);
		assert_ok(bw_format_recognise(in, &f, &err), &err);
		assert_ok(
		    bw_baci_read_with(in, &sink, threads, 1 << 16, &err), &err);
		bw_input_free(in);
		if (threads == 1) {
			first = s;
			assert_true(s.rows.n > 100000 && s.reports.n > 1000);
			continue;
		}
		assert_true(
		    bw_str_eq(bw_buf_get(&first.rows), bw_buf_get(&s.rows)));
		assert_true(bw_str_eq(
		    bw_buf_get(&first.reports), bw_buf_get(&s.reports)));
		bw_buf_release(&s.rows);
		bw_buf_release(&s.reports);
	}
	bw_buf_release(&first.rows);
	bw_buf_release(&first.reports);
	bw_buf_release(&text);
}

static void
refused_whole(void **state)
{
	struct bw_err err = BW_ERR_INIT;
	struct seen s;

	(void)state;
	assert_int_equal(
	    read_text("baci", BW_STR("t,i,j,k,q\n1,2,3,4,5\n"), "x", &s, &err),
	    BW_EFORMAT);
	bw_err_clear(&err);
	assert_ok(
	    read_text("baci", BW_STR("t,i,j,k,v\n"), "x", &s, &err), &err);
	assert_int_equal(s.rows.n, 0);
}

static int
brutal(void *ctx, struct bw_err *err)
{
	struct seen s;
	int rc = read_text("baci",
	    BW_STR("t,i,j,k,v,q\n2020,56,528,810520,7,1\n"
		   "2020,0,528,810520,7,1\n"),
	    "x", &s, err);

	(void)ctx;
	bw_buf_release(&s.rows);
	bw_buf_release(&s.reports);
	bw_area_unload();
	return rc;
}

static void
memory(void **state)
{
	(void)state;
	bw_area_unload();
	test_brutal(brutal, NULL, 3000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(baci),
		cmocka_unit_test(baci_order), cmocka_unit_test(comtrade_old),
		cmocka_unit_test(comtrade_new), cmocka_unit_test(comext),
		cmocka_unit_test(sdmx), cmocka_unit_test(amounts),
		cmocka_unit_test(windows), cmocka_unit_test(refused_whole),
		cmocka_unit_test(memory) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
