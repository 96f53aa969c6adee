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
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',1,'01a201a07d3372a8aff2f7283336ea30','parcel:01a201a07d3372a8aff2f7269b641cdb','parcel_received',1,117539654926336000,'2026-11-01T06:00:01.000Z','Inspector 12','01a201a07d3372a8aff2f727f85de401','[]','{"parcel_id":"01a201a07d3372a8aff2f7269b641cdb","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'0000000000000000000000000000000000000000000000000000000000000000',X'A8EE8BFEA5540C64347469194CF8CC888DE9D18BAB9283600B77F3F83F5DB2E2');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',2,'01a201a07d347773bd6b75d153b94785','tote:T-0','tote_opened',1,117539654991872000,'2026-11-01T06:00:02.000Z','Inspector 12','01a201a07d347773bd6b75d0de3e3920','[]','{"tote":"T-0","route":"restock","disposition":null}',X'A8EE8BFEA5540C64347469194CF8CC888DE9D18BAB9283600B77F3F83F5DB2E2',X'D28BA1E30EA8FDDF982C06E01A2A1FB341A1F1F1FFF40C54DC59F38FD92FA262');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',3,'01a201a07d35765aab66d8b88637bfbe','item:01a201a07d35765aab66d8b7d5c376fd','item_identified',1,117539655057408000,'2026-11-01T06:00:03.000Z','Inspector 12','01a201a07d35765aab66d8b6a5732569','[]','{"item_id":"01a201a07d35765aab66d8b7d5c376fd","parcel_id":"01a201a07d3372a8aff2f7269b641cdb","lpn":"RPEM7000001U","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'D28BA1E30EA8FDDF982C06E01A2A1FB341A1F1F1FFF40C54DC59F38FD92FA262',X'91C60846DE5AE4B3B9FE7E65AD111B4DDDB06A984F882AF796A8B314C5370F88');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',4,'01a201a07d3674d18392ad7f9fb5e389','item:01a201a07d35765aab66d8b7d5c376fd','item_graded',1,117539655122944000,'2026-11-01T06:00:04.000Z','Inspector 12','01a201a07d35765aab66d8b9ac30e791','[]','{"item_id":"01a201a07d35765aab66d8b7d5c376fd","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'91C60846DE5AE4B3B9FE7E65AD111B4DDDB06A984F882AF796A8B314C5370F88',X'F535F6B4E5DCD60E3F6C859FCF4C7A77358F0549562F35C10B6CE1BCFB011BCC');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',5,'01a201a07d3674d18392ad80fe9e38bc','item:01a201a07d35765aab66d8b7d5c376fd','disposition_proposed',1,117539655122944001,'2026-11-01T06:00:04.000Z','Inspector 12','01a201a07d35765aab66d8b9ac30e791','[]','{"item_id":"01a201a07d35765aab66d8b7d5c376fd","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'F535F6B4E5DCD60E3F6C859FCF4C7A77358F0549562F35C10B6CE1BCFB011BCC',X'A949AFD5A3E5D7CC7BBB0C4DA8EC3850D9A732CBD6F4DAFFEEB93060416080A2');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',6,'01a201a07d3674d18392ad82fa6ba5f9','item:01a201a07d35765aab66d8b7d5c376fd','disposition_decided',1,117539655188480000,'2026-11-01T06:00:05.000Z','Inspector 12','01a201a07d3674d18392ad81ffbd58a2','[]','{"item_id":"01a201a07d35765aab66d8b7d5c376fd","code":"CLEAN","proposal":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"override_reason":null,"approver":null}',X'A949AFD5A3E5D7CC7BBB0C4DA8EC3850D9A732CBD6F4DAFFEEB93060416080A2',X'56F9328243B91E301F3BDDAF1EF9A06CE17EAB2A4CB2AD9A5A1D12C817F4BC3A');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',7,'01a201a07d3772f983b56fff88cfcd19','item:01a201a07d35765aab66d8b7d5c376fd','item_stowed',1,117539655254016000,'2026-11-01T06:00:06.000Z','Inspector 12','01a201a07d3772f983b56ffe962f6006','[]','{"item_id":"01a201a07d35765aab66d8b7d5c376fd","tote":"T-0","turn":""}',X'56F9328243B91E301F3BDDAF1EF9A06CE17EAB2A4CB2AD9A5A1D12C817F4BC3A',X'119F7BECDC47AE5DC6FE8448FE787B65385FB165F0BE3420F160EFA1B73B4F5F');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',8,'01a201a07d3772f983b57002c72242bb','item:01a201a07d3772f983b57001df76c034','item_identified',1,117539655319552000,'2026-11-01T06:00:07.000Z','Inspector 12','01a201a07d3772f983b57000b8b2d45c','[]','{"item_id":"01a201a07d3772f983b57001df76c034","parcel_id":"01a201a07d3372a8aff2f7269b641cdb","lpn":"RPEM7000002S","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'119F7BECDC47AE5DC6FE8448FE787B65385FB165F0BE3420F160EFA1B73B4F5F',X'262C3AB811C5CAE83EFB346B6BB2938D0E9C3E091FCEB805BC74E8A1A94B3F90');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',9,'01a201a07d3872b293f0f3c94ecb037c','item:01a201a07d3772f983b57001df76c034','item_held',1,117539655385088000,'2026-11-01T06:00:08.000Z','Inspector 12','01a201a07d3872b293f0f3c8b400a938','[]','{"item_id":"01a201a07d3772f983b57001df76c034","reason":"operator"}',X'262C3AB811C5CAE83EFB346B6BB2938D0E9C3E091FCEB805BC74E8A1A94B3F90',X'B786244D90B61B75A601CF9545BCC8E75B5FAE27B5405D463E27EDC2FA1F9D47');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',10,'01a201a07d3872b293f0f3cb7bcb4893','item:01a201a07d35765aab66d8b7d5c376fd','event_reversed',1,117539655450624000,'2026-11-01T06:00:09.000Z','Inspector 12','01a201a07d3872b293f0f3caf75c86ee','[]','{"event_id":"01a201a07d3674d18392ad82fa6ba5f9","reversed_kind":"disposition_decided","reason":"undo"}',X'B786244D90B61B75A601CF9545BCC8E75B5FAE27B5405D463E27EDC2FA1F9D47',X'871B401E3E30B4AB964635C14B6D1FBE690CF5696041C38156DC73A8F1DD2FFD');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',11,'01a201a07d397356aaf82453fd2cc76c','parcel:01a201a07d397356aaf82451ff2ce3d9','parcel_received',1,117539655516160000,'2026-11-01T06:00:10.000Z','Inspector 12','01a201a07d397356aaf82452cd61a9b3','[]','{"parcel_id":"01a201a07d397356aaf82451ff2ce3d9","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":1,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'871B401E3E30B4AB964635C14B6D1FBE690CF5696041C38156DC73A8F1DD2FFD',X'20C9A24C47026E574C38AEB0FC6E74CE005EB4DCA032882E869EF99B0784F729');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',12,'01a201a07d397356aaf82456eb13387b','item:01a201a07d397356aaf824554bdecb7f','item_identified',1,117539655581696000,'2026-11-01T06:00:11.000Z','Inspector 12','01a201a07d397356aaf8245432701d65','[]','{"item_id":"01a201a07d397356aaf824554bdecb7f","parcel_id":"01a201a07d397356aaf82451ff2ce3d9","lpn":"RPEM7000003Q","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'20C9A24C47026E574C38AEB0FC6E74CE005EB4DCA032882E869EF99B0784F729',X'2A10753912B96E994B41A941D68DB64B8958DC8883FDCE377DDF14EDA2932CA9');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',13,'01a201a07d3a7642aa57c31c1299f38d','parcel:01a201a07d397356aaf82451ff2ce3d9','parcel_parked',1,117539655647232000,'2026-11-01T06:00:12.000Z','Inspector 12','01a201a07d3a7642aa57c31bc8689acd','[]','{"parcel_id":"01a201a07d397356aaf82451ff2ce3d9"}',X'2A10753912B96E994B41A941D68DB64B8958DC8883FDCE377DDF14EDA2932CA9',X'D2D5033749DBE8F1278842C6AA6384AE6514DC667F19A57A03A277B01068F6EC');
INSERT INTO "event" VALUES('01a201a07d32756ea65007cb4c6c4336',14,'01a201a07d3b753b9171e325e8c7fc7a','parcel:01a201a07d3372a8aff2f7269b641cdb','parcel_closed',1,117539655712768000,'2026-11-01T06:00:13.000Z','Inspector 12','01a201a07d3b753b9171e32493a1a023','[]','{"parcel_id":"01a201a07d3372a8aff2f7269b641cdb","missing":[],"note":""}',X'D2D5033749DBE8F1278842C6AA6384AE6514DC667F19A57A03A277B01068F6EC',X'4214D7C27C087162E7260BA0A493BDFBBCD8799E4839B5CFEBD80488EA85C1CE');
INSERT INTO "event" VALUES('01a201a07d3d75099167e467408b1412',1,'01a201a07d3e779bb79e1fd72818c64d','parcel:01a201a07d3e779bb79e1fd56cef150d','parcel_received',1,117539890855936000,'2026-11-01T07:00:01.000Z','Inspector 12','01a201a07d3e779bb79e1fd6fa371b08','[]','{"parcel_id":"01a201a07d3e779bb79e1fd56cef150d","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'0000000000000000000000000000000000000000000000000000000000000000',X'F20FDC2507AC2B6FE53923E70C95D4F5CC87B6B2F2A6155FCB9C32A791F9F00A');
INSERT INTO "event" VALUES('01a201a07d3d75099167e467408b1412',2,'01a201a07d3f720298631e16d0c269d5','item:01a201a07d3f720298631e1537f4edaf','item_identified',1,117539890921472000,'2026-11-01T07:00:02.000Z','Inspector 12','01a201a07d3f720298631e14c9bc24f2','[]','{"item_id":"01a201a07d3f720298631e1537f4edaf","parcel_id":"01a201a07d3e779bb79e1fd56cef150d","lpn":"R3P540000012","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":"S-1","lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'F20FDC2507AC2B6FE53923E70C95D4F5CC87B6B2F2A6155FCB9C32A791F9F00A',X'6DA967F61F7650C98D43785AFFBAFF26E3406F04F7347D70EE5C7B57A2504D1E');
INSERT INTO "event" VALUES('01a201a07d3d75099167e467408b1412',3,'01a201a07d40762690d6c9619620c63a','item:01a201a07d3f720298631e1537f4edaf','item_graded',1,117539890987008000,'2026-11-01T07:00:03.000Z','Inspector 12','01a201a07d40762690d6c960348d927b','[]','{"item_id":"01a201a07d3f720298631e1537f4edaf","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'6DA967F61F7650C98D43785AFFBAFF26E3406F04F7347D70EE5C7B57A2504D1E',X'D4115FDDCE3C52AC00A1256D672F63A76926C41D1266C374355482F412FBD3FC');
INSERT INTO "event" VALUES('01a201a07d3d75099167e467408b1412',4,'01a201a07d40762690d6c96261001de9','item:01a201a07d3f720298631e1537f4edaf','disposition_proposed',1,117539890987008001,'2026-11-01T07:00:03.000Z','Inspector 12','01a201a07d40762690d6c960348d927b','[]','{"item_id":"01a201a07d3f720298631e1537f4edaf","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'D4115FDDCE3C52AC00A1256D672F63A76926C41D1266C374355482F412FBD3FC',X'C6C436A07A62776DEA7311E0B903491BEECFE27F10E8F85EFBA0EE6EEE44990A');
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
	site TEXT NOT NULL, 
	PRIMARY KEY (item_id)
);
INSERT INTO "item" VALUES('01a201a07d35765aab66d8b7d5c376fd','RPEM7000001U','01a201a07d3372a8aff2f7269b641cdb','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,'T-0','',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:03.000Z','2026-11-01T06:00:04.000Z',NULL,'2026-11-01T06:00:06.000Z','B07','TMP1');
INSERT INTO "item" VALUES('01a201a07d3772f983b57001df76c034','RPEM7000002S','01a201a07d3372a8aff2f7269b641cdb','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','held',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'operator',NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:07.000Z',NULL,NULL,NULL,'B07','TMP1');
INSERT INTO "item" VALUES('01a201a07d397356aaf824554bdecb7f','RPEM7000003Q','01a201a07d397356aaf82451ff2ce3d9','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','identified',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:10.000Z','2026-11-01T06:00:11.000Z',NULL,NULL,NULL,'B07','TMP1');
INSERT INTO "item" VALUES('01a201a07d3f720298631e1537f4edaf','R3P540000012','01a201a07d3e779bb79e1fd56cef150d','RMA-1',1,'Acme','PEN',NULL,'Pen','home','S-1','',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T07:00:01.000Z','2026-11-01T07:00:02.000Z','2026-11-01T07:00:03.000Z',NULL,NULL,'B08','TMP1');
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema_version','1');
INSERT INTO "meta" VALUES('session','{"person":"Inspector 12","role":"inspector","language":"en"}');
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
	note TEXT NOT NULL, 
	PRIMARY KEY (parcel_id)
);
INSERT INTO "parcel" VALUES('01a201a07d3372a8aff2f7269b641cdb','RMA-01a201',NULL,NULL,'','RMA-1','Acme','closed',0,'2026-12-01',2,3,0,0,'2026-11-01T06:00:01.000Z','Inspector 12','2026-11-01T06:00:13.000Z','Inspector 12','B07','TMP1','');
INSERT INTO "parcel" VALUES('01a201a07d397356aaf82451ff2ce3d9','RMA-01a201',NULL,NULL,'','RMA-1','Acme','parked',0,'2026-12-01',1,2,0,0,'2026-11-01T06:00:10.000Z','Inspector 12',NULL,NULL,'B07','TMP1','');
INSERT INTO "parcel" VALUES('01a201a07d3e779bb79e1fd56cef150d','RMA-01a201',NULL,NULL,'','RMA-1','Acme','open',0,'2026-12-01',2,1,0,0,'2026-11-01T07:00:01.000Z','Inspector 12',NULL,NULL,'B08','TMP1','');
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
INSERT INTO "parcel_line" VALUES('01a201a07d3372a8aff2f7269b641cdb','RMA-1',1,'Acme','PEN','Pen',NULL,'',2,3,0);
INSERT INTO "parcel_line" VALUES('01a201a07d397356aaf82451ff2ce3d9','RMA-1',1,'Acme','PEN','Pen',NULL,'',1,2,0);
INSERT INTO "parcel_line" VALUES('01a201a07d3e779bb79e1fd56cef150d','RMA-1',1,'Acme','PEN','Pen',NULL,'',2,1,0);
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
INSERT INTO "stream" VALUES('01a201a07d32756ea65007cb4c6c4336','B07','TMP1','PEM7',4,14,X'4214D7C27C087162E7260BA0A493BDFBBCD8799E4839B5CFEBD80488EA85C1CE',117539655712768000,0);
INSERT INTO "stream" VALUES('01a201a07d3d75099167e467408b1412','B08','TMP1','3P54',2,4,X'C6C436A07A62776DEA7311E0B903491BEECFE27F10E8F85EFBA0EE6EEE44990A',117539890987008001,1);
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
INSERT INTO "tote" VALUES('T-0','restock',NULL,'open',0,0,'2026-11-01T06:00:02.000Z','Inspector 12',NULL,NULL,'','01a201a07d347773bd6b75d153b94785','B07','TMP1');
CREATE INDEX event_by_key ON event (item_key, hlc);
CREATE INDEX event_by_time ON event (wall_at, kind);
CREATE INDEX item_by_decided ON item (decided_at) WHERE decided_at IS NOT NULL;
CREATE UNIQUE INDEX item_by_lpn ON item (lpn);
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
COMMIT;
