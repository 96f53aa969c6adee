BEGIN TRANSACTION;
CREATE TABLE event (
	stream_id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	item_key TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	schema_version INTEGER NOT NULL, 
	hlc INTEGER NOT NULL, 
	wall_at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	seen TEXT NOT NULL, 
	body TEXT NOT NULL, 
	prev_hash BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (stream_id, seq)
)
 WITHOUT ROWID

;
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',1,'01a201b4-cf5f-7366-867b-09d6e2003d3c','parcel:01a201b4cf5f7366867b09d41e045294','parcel_received',1,117539654926336000,'2026-11-01T06:00:01.000Z','Inspector 12','01a201b4cf5f7366867b09d55ffc176e','[]','{"parcel_id":"01a201b4cf5f7366867b09d41e045294","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'0000000000000000000000000000000000000000000000000000000000000000',X'B2AF6447FF941B9D45E2F5D6D38808E180F15A09E6CC35EA92BBE949C01F53AD');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',2,'01a201b4-cf61-744a-80c8-f8ed7dfdc25b','tote:T-0','tote_opened',1,117539654991872000,'2026-11-01T06:00:02.000Z','Inspector 12','01a201b4cf61744a80c8f8ece07c4185','[]','{"tote":"T-0","route":"restock","disposition":null}',X'B2AF6447FF941B9D45E2F5D6D38808E180F15A09E6CC35EA92BBE949C01F53AD',X'EE043CF79E408ECBC6A77FDE77A2AF644826A7DEFF5B35EC1E453F04003B3AA7');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',3,'01a201b4-cf62-779c-8ea4-700e93ba1b7f','item:01a201b4cf62779c8ea4700db3b811ac','item_identified',1,117539655057408000,'2026-11-01T06:00:03.000Z','Inspector 12','01a201b4cf62779c8ea4700cd633875c','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","parcel_id":"01a201b4cf5f7366867b09d41e045294","lpn":"RQ65A000001Z","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'EE043CF79E408ECBC6A77FDE77A2AF644826A7DEFF5B35EC1E453F04003B3AA7',X'428B6F5CF0BEA0E3482A1CFC98DED3B1FEF81FCA5BA19B831DE32673C6607EA9');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',4,'01a201b4-cf63-7099-b3cf-d26ca58b1c97','item:01a201b4cf62779c8ea4700db3b811ac','item_graded',1,117539655122944000,'2026-11-01T06:00:04.000Z','Inspector 12','01a201b4cf637099b3cfd26b754f27e1','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'428B6F5CF0BEA0E3482A1CFC98DED3B1FEF81FCA5BA19B831DE32673C6607EA9',X'270C9A3D2E019891BD3A2FDA7410B8FC0D2E402BEEDDD29AC10F604267DD8A00');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',5,'01a201b4-cf63-7099-b3cf-d26d5d89bb50','item:01a201b4cf62779c8ea4700db3b811ac','disposition_proposed',1,117539655122944001,'2026-11-01T06:00:04.000Z','Inspector 12','01a201b4cf637099b3cfd26b754f27e1','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'270C9A3D2E019891BD3A2FDA7410B8FC0D2E402BEEDDD29AC10F604267DD8A00',X'4B6B25F22FCB171FD54972B9FBD49252438EEF7D3634A421A7E3A85C4D89FFC9');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',6,'01a201b4-cf64-7465-85df-5f7db5b155d5','item:01a201b4cf62779c8ea4700db3b811ac','disposition_decided',1,117539655188480000,'2026-11-01T06:00:05.000Z','Inspector 12','01a201b4cf64746585df5f7c7f4f87e3','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","code":"CLEAN","proposal":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"override_reason":null,"approver":null}',X'4B6B25F22FCB171FD54972B9FBD49252438EEF7D3634A421A7E3A85C4D89FFC9',X'5D54371FA5477EEF5B7155F11E0FB622F2853CDAB3B605D84A5B5D998FBA38F4');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',7,'01a201b4-cf65-7458-9ae5-6e94696c9a53','item:01a201b4cf62779c8ea4700db3b811ac','item_stowed',1,117539655254016000,'2026-11-01T06:00:06.000Z','Inspector 12','01a201b4cf6574589ae56e93a0b41f41','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","tote":"T-0","turn":""}',X'5D54371FA5477EEF5B7155F11E0FB622F2853CDAB3B605D84A5B5D998FBA38F4',X'E160FBF551CFE1388C8DDC4FC9B9046E681C80B3E9895376BF056DF8624D0336');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',8,'01a201b4-cf66-7741-a551-03bd43ccffc0','item:01a201b4cf667741a55103bcf25441b6','item_identified',1,117539655319552000,'2026-11-01T06:00:07.000Z','Inspector 12','01a201b4cf667741a55103bbe2b0b18b','[]','{"item_id":"01a201b4cf667741a55103bcf25441b6","parcel_id":"01a201b4cf5f7366867b09d41e045294","lpn":"RQ65A000002X","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'E160FBF551CFE1388C8DDC4FC9B9046E681C80B3E9895376BF056DF8624D0336',X'07BE44EE911DB5244FBCB07B1CD07BF3FF23BF0843BEB46B138BC69B6FE179A1');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',9,'01a201b4-cf67-7494-94dc-0c553d31e613','item:01a201b4cf667741a55103bcf25441b6','item_held',1,117539655385088000,'2026-11-01T06:00:08.000Z','Inspector 12','01a201b4cf67749494dc0c546f2636c0','[]','{"item_id":"01a201b4cf667741a55103bcf25441b6","reason":"operator"}',X'07BE44EE911DB5244FBCB07B1CD07BF3FF23BF0843BEB46B138BC69B6FE179A1',X'998A2FA982A0274442831BEF47F6FEEADAFB95B8EFBA8C47F87A7806801D93C6');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',10,'01a201b4-cf68-7497-8d63-097ed94bd270','item:01a201b4cf62779c8ea4700db3b811ac','event_reversed',1,117539655450624000,'2026-11-01T06:00:09.000Z','Inspector 12','01a201b4cf6874978d63097d104d585d','[]','{"event_id":"01a201b4-cf64-7465-85df-5f7db5b155d5","reversed_kind":"disposition_decided","reason":"undo"}',X'998A2FA982A0274442831BEF47F6FEEADAFB95B8EFBA8C47F87A7806801D93C6',X'6254105B0917E7FE9D3682C7C2D272043CEE592D217A8AE957416E4F44ECF619');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',11,'01a201b4-cf69-7412-ada1-22765536b526','parcel:01a201b4cf6874978d63097f1a12d245','parcel_received',1,117539655516160000,'2026-11-01T06:00:10.000Z','Inspector 12','01a201b4cf697412ada12275140e4ac2','[]','{"parcel_id":"01a201b4cf6874978d63097f1a12d245","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":1,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'6254105B0917E7FE9D3682C7C2D272043CEE592D217A8AE957416E4F44ECF619',X'9CF75B1F916745FA6DAE6C7FC565C931C101AE14050F193D9736E4D13EC3E8CE');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',12,'01a201b4-cf69-7412-ada1-2279565739f1','item:01a201b4cf697412ada1227851f904ec','item_identified',1,117539655581696000,'2026-11-01T06:00:11.000Z','Inspector 12','01a201b4cf697412ada12277af3c411e','[]','{"item_id":"01a201b4cf697412ada1227851f904ec","parcel_id":"01a201b4cf6874978d63097f1a12d245","lpn":"RQ65A000003V","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'9CF75B1F916745FA6DAE6C7FC565C931C101AE14050F193D9736E4D13EC3E8CE',X'FE886C7FC06E3A1DB4054BCCCAAC206E7D75EC09E0248F63770F1ADD7A6DE376');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',13,'01a201b4-cf6a-7531-be9c-9084e9e4f4e1','parcel:01a201b4cf6874978d63097f1a12d245','parcel_parked',1,117539655647232000,'2026-11-01T06:00:12.000Z','Inspector 12','01a201b4cf6a7531be9c9083afe11de5','[]','{"parcel_id":"01a201b4cf6874978d63097f1a12d245"}',X'FE886C7FC06E3A1DB4054BCCCAAC206E7D75EC09E0248F63770F1ADD7A6DE376',X'9CEF1280BD9023EB8F696A53349763ED23560589214624E9188CB22952B9E22C');
INSERT INTO "event" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3',14,'01a201b4-cf6b-703d-84a3-bd9691025fd7','parcel:01a201b4cf5f7366867b09d41e045294','parcel_closed',1,117539655712768000,'2026-11-01T06:00:13.000Z','Inspector 12','01a201b4cf6b703d84a3bd95e0de520c','[]','{"parcel_id":"01a201b4cf5f7366867b09d41e045294","missing":[],"note":""}',X'9CEF1280BD9023EB8F696A53349763ED23560589214624E9188CB22952B9E22C',X'21915A1B776DB87153C4E674387220EBEFE50809218BF511BFC01D0DEA9D09C1');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',1,'01a201b4-cf74-7026-8d24-9a657ab19503','tote:T-9','tote_opened',1,117539890855936000,'2026-11-01T07:00:01.000Z','Inspector 12','01a201b4cf7470268d249a641c4d6f1f','[]','{"tote":"T-9","route":"restock","disposition":null}',X'0000000000000000000000000000000000000000000000000000000000000000',X'B3CB532F9351AFB83C178C681E1E1F2687619FF96F3BBDA9060BB20A284CFED0');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',2,'01a201b4-cf75-754f-8ece-8df9bd5ebc56','parcel:01a201b4cf75754f8ece8df731f36542','parcel_received',1,117539890921472000,'2026-11-01T07:00:02.000Z','Inspector 12','01a201b4cf75754f8ece8df82dfe4766','[]','{"parcel_id":"01a201b4cf75754f8ece8df731f36542","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'B3CB532F9351AFB83C178C681E1E1F2687619FF96F3BBDA9060BB20A284CFED0',X'8391962E78D4F28C1CAAE7EA6F8C8F17C6CB3B7E7E95A6B8256863D58B11C9EE');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',3,'01a201b4-cf77-74ac-a5cf-7601779a335a','item:01a201b4cf767597bcaad443013b768b','item_identified',1,117539890987008000,'2026-11-01T07:00:03.000Z','Inspector 12','01a201b4cf767597bcaad44273614fdd','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","parcel_id":"01a201b4cf75754f8ece8df731f36542","lpn":"R518X000001A","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'8391962E78D4F28C1CAAE7EA6F8C8F17C6CB3B7E7E95A6B8256863D58B11C9EE',X'E94DA2547F0F9FD69922A8E2844628D1EC09793E189BA44ADB5F63D8AFA0E5F1');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',4,'01a201b4-cf78-71a6-98ee-61ba28f15a97','item:01a201b4cf767597bcaad443013b768b','item_graded',1,117539891052544000,'2026-11-01T07:00:04.000Z','Inspector 12','01a201b4cf7871a698ee61b9cd5d8534','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'E94DA2547F0F9FD69922A8E2844628D1EC09793E189BA44ADB5F63D8AFA0E5F1',X'40A630867DCD6C8749FC91A7AA54F73A2137FD0B7533BEA1720DBD08FAAAEC32');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',5,'01a201b4-cf78-71a6-98ee-61bba82a4d17','item:01a201b4cf767597bcaad443013b768b','disposition_proposed',1,117539891052544001,'2026-11-01T07:00:04.000Z','Inspector 12','01a201b4cf7871a698ee61b9cd5d8534','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'40A630867DCD6C8749FC91A7AA54F73A2137FD0B7533BEA1720DBD08FAAAEC32',X'C000724D115CF13094C1A077EEE4AF9FC3F6F01539AAA861A9A568C89ADC257B');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',6,'01a201b4-cf78-71a6-98ee-61bd944779e1','item:01a201b4cf767597bcaad443013b768b','disposition_decided',1,117539891118080000,'2026-11-01T07:00:05.000Z','Inspector 12','01a201b4cf7871a698ee61bc5cfc4144','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","code":"RESTOCK_B","proposal":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"override_reason":null,"approver":null}',X'C000724D115CF13094C1A077EEE4AF9FC3F6F01539AAA861A9A568C89ADC257B',X'37CBD15839B8606C094D62348B9990DDF91CCCA0B7692426E3AC204C5600D67D');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',7,'01a201b4-cf79-77d4-b9bd-f0b4b2bd85d4','item:01a201b4cf767597bcaad443013b768b','item_stowed',1,117539891183616000,'2026-11-01T07:00:06.000Z','Inspector 12','01a201b4cf7977d4b9bdf0b3c1af15de','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","tote":"T-9","turn":"01a201b4-cf74-7026-8d24-9a657ab19503"}',X'37CBD15839B8606C094D62348B9990DDF91CCCA0B7692426E3AC204C5600D67D',X'0B0B4C335E06C7E0A22990B136D8941876F58595B0C46F61373453B0C1D347F1');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',8,'01a201b4-cf7a-7741-a0a4-34d5ded7be4a','item:01a201b4cf7a7741a0a434d42cc9fd7a','item_identified',1,117539891249152000,'2026-11-01T07:00:07.000Z','Inspector 12','01a201b4cf7a7741a0a434d3a4181953','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","parcel_id":"01a201b4cf75754f8ece8df731f36542","lpn":"R518X0000028","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":"S-1","lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'0B0B4C335E06C7E0A22990B136D8941876F58595B0C46F61373453B0C1D347F1',X'215FBFD861DA29DBF58718B7D2928BFF97D8B6BA2F1ECB503A204D5603230881');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',9,'01a201b4-cf7b-7104-983e-6c2cc9613218','item:01a201b4cf7a7741a0a434d42cc9fd7a','item_graded',1,117539891314688000,'2026-11-01T07:00:08.000Z','Inspector 12','01a201b4cf7b7104983e6c2b8091e3e2','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'215FBFD861DA29DBF58718B7D2928BFF97D8B6BA2F1ECB503A204D5603230881',X'6F17812C2B62390FBB00C15E6C1732E238A018B559AF2FC976CEDCC05713981C');
INSERT INTO "event" VALUES('01a201b4-cf73-7344-a004-83d382450f37',10,'01a201b4-cf7b-7104-983e-6c2dd1451804','item:01a201b4cf7a7741a0a434d42cc9fd7a','disposition_proposed',1,117539891314688001,'2026-11-01T07:00:08.000Z','Inspector 12','01a201b4cf7b7104983e6c2b8091e3e2','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'6F17812C2B62390FBB00C15E6C1732E238A018B559AF2FC976CEDCC05713981C',X'16AE728F4273E00B14017C989714261114B70496E2149E4C0DFD93F791C6CB2C');
CREATE TABLE item (
	item_id TEXT NOT NULL, 
	lpn TEXT NOT NULL, 
	parcel_id TEXT NOT NULL, 
	rma TEXT, 
	rma_line INTEGER, 
	client TEXT NOT NULL, 
	sku TEXT NOT NULL, 
	gtin TEXT, 
	title TEXT NOT NULL, 
	category TEXT NOT NULL, 
	serial TEXT, 
	serial_finding TEXT NOT NULL, 
	lot TEXT, 
	expiry TEXT, 
	quantity INTEGER NOT NULL, 
	declared TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	status TEXT NOT NULL, 
	grade TEXT, 
	function_grade TEXT, 
	defects TEXT NOT NULL, 
	note TEXT NOT NULL, 
	proposed TEXT, 
	disposition TEXT, 
	route TEXT, 
	rule_id TEXT, 
	policy_version TEXT, 
	override_reason TEXT, 
	approver TEXT, 
	held_reason TEXT, 
	tote TEXT, 
	tote_turn TEXT DEFAULT '' NOT NULL, 
	unit_value_cents INTEGER, 
	currency TEXT NOT NULL, 
	weight_g INTEGER, 
	inspector TEXT NOT NULL, 
	label_job TEXT, 
	label_copy INTEGER NOT NULL, 
	received_at TEXT NOT NULL, 
	identified_at TEXT NOT NULL, 
	graded_at TEXT, 
	decided_at TEXT, 
	stowed_at TEXT, 
	bench_id TEXT NOT NULL, 
	site TEXT NOT NULL, "conflict" INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (item_id)
);
INSERT INTO "item" VALUES('01a201b4cf62779c8ea4700db3b811ac','RQ65A000001Z','01a201b4cf5f7366867b09d41e045294','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,'T-0','',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:03.000Z','2026-11-01T06:00:04.000Z',NULL,'2026-11-01T06:00:06.000Z','B07','TMP1',0);
INSERT INTO "item" VALUES('01a201b4cf667741a55103bcf25441b6','RQ65A000002X','01a201b4cf5f7366867b09d41e045294','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','held',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'operator',NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:07.000Z',NULL,NULL,NULL,'B07','TMP1',0);
INSERT INTO "item" VALUES('01a201b4cf697412ada1227851f904ec','RQ65A000003V','01a201b4cf6874978d63097f1a12d245','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','identified',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:10.000Z','2026-11-01T06:00:11.000Z',NULL,NULL,NULL,'B07','TMP1',0);
INSERT INTO "item" VALUES('01a201b4cf767597bcaad443013b768b','R518X000001A','01a201b4cf75754f8ece8df731f36542','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,1,'expected','','stowed','B',NULL,'SCRATCH','','RESTOCK_B','RESTOCK_B','restock','matrix.home.B','2026-11-01',NULL,NULL,NULL,'T-9','01a201b4-cf74-7026-8d24-9a657ab19503',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T07:00:02.000Z','2026-11-01T07:00:03.000Z','2026-11-01T07:00:04.000Z','2026-11-01T07:00:05.000Z','2026-11-01T07:00:06.000Z','B08','TMP1',0);
INSERT INTO "item" VALUES('01a201b4cf7a7741a0a434d42cc9fd7a','R518X0000028','01a201b4cf75754f8ece8df731f36542','RMA-1',1,'Acme','PEN',NULL,'Pen','home','S-1','',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T07:00:02.000Z','2026-11-01T07:00:07.000Z','2026-11-01T07:00:08.000Z',NULL,NULL,'B08','TMP1',0);
CREATE TABLE merged (
	parcel_id TEXT NOT NULL, 
	into_id TEXT NOT NULL, 
	PRIMARY KEY (parcel_id)
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID

;
INSERT INTO "meta" VALUES('rebuild','0');
INSERT INTO "meta" VALUES('schema_version','2');
INSERT INTO "meta" VALUES('session','{"person":"Inspector 12","role":"inspector","language":"en"}');
CREATE TABLE orphan_event (
	stream_id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	item_key TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	schema_version INTEGER NOT NULL, 
	hlc INTEGER NOT NULL, 
	wall_at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	seen TEXT NOT NULL, 
	body TEXT NOT NULL, 
	prev_hash BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	new_stream_id TEXT NOT NULL, 
	new_seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	PRIMARY KEY (stream_id, seq, new_stream_id)
)
 WITHOUT ROWID

;
CREATE TABLE parcel (
	parcel_id TEXT NOT NULL, 
	label TEXT NOT NULL, 
	tracking TEXT, 
	sscc TEXT, 
	carrier TEXT NOT NULL, 
	rmas TEXT NOT NULL, 
	clients TEXT NOT NULL, 
	status TEXT NOT NULL, 
	blind INTEGER NOT NULL, 
	return_by TEXT, 
	expected_units INTEGER NOT NULL, 
	received_units INTEGER NOT NULL, 
	missing_units INTEGER NOT NULL, 
	undeclared_units INTEGER NOT NULL, 
	received_at TEXT NOT NULL, 
	received_by TEXT NOT NULL, 
	closed_at TEXT, 
	closed_by TEXT, 
	bench_id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	note TEXT NOT NULL, "conflict" INTEGER DEFAULT 0 NOT NULL, 
	PRIMARY KEY (parcel_id)
);
INSERT INTO "parcel" VALUES('01a201b4cf5f7366867b09d41e045294','RMA-01a201',NULL,NULL,'','RMA-1','Acme','closed',0,'2026-12-01',2,3,0,0,'2026-11-01T06:00:01.000Z','Inspector 12','2026-11-01T06:00:13.000Z','Inspector 12','B07','TMP1','',2);
INSERT INTO "parcel" VALUES('01a201b4cf6874978d63097f1a12d245','RMA-01a201',NULL,NULL,'','RMA-1','Acme','parked',0,'2026-12-01',1,2,0,0,'2026-11-01T06:00:10.000Z','Inspector 12',NULL,NULL,'B07','TMP1','',2);
INSERT INTO "parcel" VALUES('01a201b4cf75754f8ece8df731f36542','RMA-01a201',NULL,NULL,'','RMA-1','Acme','open',0,'2026-12-01',2,2,0,0,'2026-11-01T07:00:02.000Z','Inspector 12',NULL,NULL,'B08','TMP1','',2);
CREATE TABLE parcel_line (
	parcel_id TEXT NOT NULL, 
	rma TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	client TEXT NOT NULL, 
	sku TEXT NOT NULL, 
	title TEXT NOT NULL, 
	serial TEXT, 
	reason TEXT NOT NULL, 
	expected INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	PRIMARY KEY (parcel_id, rma, line)
)
 WITHOUT ROWID

;
INSERT INTO "parcel_line" VALUES('01a201b4cf5f7366867b09d41e045294','RMA-1',1,'Acme','PEN','Pen',NULL,'',2,3,0);
INSERT INTO "parcel_line" VALUES('01a201b4cf6874978d63097f1a12d245','RMA-1',1,'Acme','PEN','Pen',NULL,'',1,2,0);
INSERT INTO "parcel_line" VALUES('01a201b4cf75754f8ece8df731f36542','RMA-1',1,'Acme','PEN','Pen',NULL,'',2,2,0);
CREATE TABLE person (
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	language TEXT NOT NULL, 
	badge_sha256 TEXT NOT NULL, 
	pin_hash TEXT, 
	disabled INTEGER NOT NULL, 
	failed_pins INTEGER NOT NULL, 
	locked_until TEXT, 
	created_at TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE print_job (
	job TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	lpn TEXT NOT NULL, 
	copy INTEGER NOT NULL, 
	printer TEXT NOT NULL, 
	state TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	document TEXT NOT NULL, 
	data BLOB NOT NULL, 
	sha256 TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	changed_at TEXT NOT NULL, 
	PRIMARY KEY (job)
);
CREATE TABLE stream (
	stream_id TEXT NOT NULL, 
	bench_id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	series TEXT NOT NULL, 
	next_counter INTEGER NOT NULL, 
	last_seq INTEGER NOT NULL, 
	last_hash BLOB NOT NULL, 
	last_hlc INTEGER NOT NULL, 
	current INTEGER NOT NULL, 
	PRIMARY KEY (stream_id)
);
INSERT INTO "stream" VALUES('01a201b4-cf5e-77c7-befb-39283e576fb3','B07','TMP1','Q65A',4,14,X'21915A1B776DB87153C4E674387220EBEFE50809218BF511BFC01D0DEA9D09C1',117539655712768000,0);
INSERT INTO "stream" VALUES('01a201b4-cf73-7344-a004-83d382450f37','B08','TMP1','518X',3,10,X'16AE728F4273E00B14017C989714261114B70496E2149E4C0DFD93F791C6CB2C',117539891314688001,1);
CREATE TABLE tote (
	code TEXT NOT NULL, 
	route TEXT NOT NULL, 
	disposition TEXT, 
	status TEXT NOT NULL, 
	items INTEGER NOT NULL, 
	units INTEGER NOT NULL, 
	opened_at TEXT NOT NULL, 
	opened_by TEXT NOT NULL, 
	closed_at TEXT, 
	closed_by TEXT, 
	seal TEXT NOT NULL, 
	turn TEXT DEFAULT '' NOT NULL, 
	bench_id TEXT NOT NULL, 
	site TEXT NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "tote" VALUES('T-0','restock',NULL,'open',0,0,'2026-11-01T06:00:02.000Z','Inspector 12',NULL,NULL,'','01a201b4-cf61-744a-80c8-f8ed7dfdc25b','B07','TMP1');
INSERT INTO "tote" VALUES('T-9','restock',NULL,'open',1,1,'2026-11-01T07:00:01.000Z','Inspector 12',NULL,NULL,'','01a201b4-cf74-7026-8d24-9a657ab19503','B08','TMP1');
CREATE INDEX event_by_key ON event (item_key, hlc);
CREATE INDEX event_reported ON event (kind, wall_at) WHERE kind IN ('shift_closed', 'scan_noted', 'item_held', 'event_reversed', 'label_failed', 'disposition_decided');
CREATE INDEX item_by_decided ON item (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX item_by_parcel ON item (parcel_id);
CREATE INDEX item_by_serial ON item (sku, serial COLLATE "NOCASE") WHERE serial IS NOT NULL;
CREATE INDEX item_by_tote ON item (tote, tote_turn) WHERE tote IS NOT NULL;
CREATE INDEX item_undecided ON item (status) WHERE status IN ('identified', 'graded', 'held');
CREATE INDEX parcel_by_label ON parcel (label);
CREATE INDEX parcel_by_received ON parcel (received_at);
CREATE INDEX parcel_by_status ON parcel (status);
CREATE INDEX parcel_by_tracking ON parcel (tracking);
CREATE UNIQUE INDEX person_by_badge ON person (badge_sha256);
CREATE INDEX print_job_by_item ON print_job (item_id);
CREATE INDEX print_job_open ON print_job (state) WHERE state IN ('queued', 'sending', 'unknown', 'failed');
CREATE INDEX tote_by_status ON tote (status);
CREATE INDEX item_in_conflict ON item ("conflict") WHERE conflict <> 0;
CREATE INDEX parcel_in_conflict ON parcel ("conflict") WHERE conflict <> 0;
CREATE INDEX item_by_lpn ON item (lpn);
CREATE INDEX parcel_line_by_rma ON parcel_line (rma, line);
CREATE INDEX merged_by_into ON merged (into_id);
COMMIT;
