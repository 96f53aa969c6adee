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
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',1,'01a201b4cf5f7366867b09d6e2003d3c','parcel:01a201b4cf5f7366867b09d41e045294','parcel_received',1,117539654926336000,'2026-11-01T06:00:01.000Z','Inspector 12','01a201b4cf5f7366867b09d55ffc176e','[]','{"parcel_id":"01a201b4cf5f7366867b09d41e045294","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'0000000000000000000000000000000000000000000000000000000000000000',X'20745623D7AAA208244A7F21EE37E78BA6AF194E75A899C54B0BD5667AFA5928');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',2,'01a201b4cf61744a80c8f8ed7dfdc25b','tote:T-0','tote_opened',1,117539654991872000,'2026-11-01T06:00:02.000Z','Inspector 12','01a201b4cf61744a80c8f8ece07c4185','[]','{"tote":"T-0","route":"restock","disposition":null}',X'20745623D7AAA208244A7F21EE37E78BA6AF194E75A899C54B0BD5667AFA5928',X'793FC788300EBEE82788A029417CF2CD81A685E3B5B9236C12706481D764DD71');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',3,'01a201b4cf62779c8ea4700e93ba1b7f','item:01a201b4cf62779c8ea4700db3b811ac','item_identified',1,117539655057408000,'2026-11-01T06:00:03.000Z','Inspector 12','01a201b4cf62779c8ea4700cd633875c','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","parcel_id":"01a201b4cf5f7366867b09d41e045294","lpn":"RQ65A000001Z","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'793FC788300EBEE82788A029417CF2CD81A685E3B5B9236C12706481D764DD71',X'754F6E9003F8BC2B98780A3BFBFF8C9FA6B3DF383CE711D7DF03FBB996317CC5');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',4,'01a201b4cf637099b3cfd26ca58b1c97','item:01a201b4cf62779c8ea4700db3b811ac','item_graded',1,117539655122944000,'2026-11-01T06:00:04.000Z','Inspector 12','01a201b4cf637099b3cfd26b754f27e1','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'754F6E9003F8BC2B98780A3BFBFF8C9FA6B3DF383CE711D7DF03FBB996317CC5',X'0DD68F7BE6381F58D0C88ED03AD7A429333E028D1B38D3E9633898794AC5A9CF');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',5,'01a201b4cf637099b3cfd26d5d89bb50','item:01a201b4cf62779c8ea4700db3b811ac','disposition_proposed',1,117539655122944001,'2026-11-01T06:00:04.000Z','Inspector 12','01a201b4cf637099b3cfd26b754f27e1','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'0DD68F7BE6381F58D0C88ED03AD7A429333E028D1B38D3E9633898794AC5A9CF',X'4F0B4BA6E37865798E47308E9D645722508BEAC88658087740548C57EB3A6022');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',6,'01a201b4cf64746585df5f7db5b155d5','item:01a201b4cf62779c8ea4700db3b811ac','disposition_decided',1,117539655188480000,'2026-11-01T06:00:05.000Z','Inspector 12','01a201b4cf64746585df5f7c7f4f87e3','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","code":"CLEAN","proposal":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"override_reason":null,"approver":null}',X'4F0B4BA6E37865798E47308E9D645722508BEAC88658087740548C57EB3A6022',X'90C64EC7EE4C82D5D04872CB5E86715C1AF855C8AB2858D9DA7E9FDAF1144F50');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',7,'01a201b4cf6574589ae56e94696c9a53','item:01a201b4cf62779c8ea4700db3b811ac','item_stowed',1,117539655254016000,'2026-11-01T06:00:06.000Z','Inspector 12','01a201b4cf6574589ae56e93a0b41f41','[]','{"item_id":"01a201b4cf62779c8ea4700db3b811ac","tote":"T-0","turn":""}',X'90C64EC7EE4C82D5D04872CB5E86715C1AF855C8AB2858D9DA7E9FDAF1144F50',X'56EA2C43EAE19CC4A600E86981480B7FF13E62FA45547CC1EADCDE047569B5E6');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',8,'01a201b4cf667741a55103bd43ccffc0','item:01a201b4cf667741a55103bcf25441b6','item_identified',1,117539655319552000,'2026-11-01T06:00:07.000Z','Inspector 12','01a201b4cf667741a55103bbe2b0b18b','[]','{"item_id":"01a201b4cf667741a55103bcf25441b6","parcel_id":"01a201b4cf5f7366867b09d41e045294","lpn":"RQ65A000002X","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'56EA2C43EAE19CC4A600E86981480B7FF13E62FA45547CC1EADCDE047569B5E6',X'8619366487EA3D873A5EEA2DC4DE4DF4327561AD89895DCCEC29C83BDBC74A97');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',9,'01a201b4cf67749494dc0c553d31e613','item:01a201b4cf667741a55103bcf25441b6','item_held',1,117539655385088000,'2026-11-01T06:00:08.000Z','Inspector 12','01a201b4cf67749494dc0c546f2636c0','[]','{"item_id":"01a201b4cf667741a55103bcf25441b6","reason":"operator"}',X'8619366487EA3D873A5EEA2DC4DE4DF4327561AD89895DCCEC29C83BDBC74A97',X'D2AC578A20C8F5CE849E9626649215FA256153A0630A6B750EC4D9B5BDF343FE');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',10,'01a201b4cf6874978d63097ed94bd270','item:01a201b4cf62779c8ea4700db3b811ac','event_reversed',1,117539655450624000,'2026-11-01T06:00:09.000Z','Inspector 12','01a201b4cf6874978d63097d104d585d','[]','{"event_id":"01a201b4cf64746585df5f7db5b155d5","reversed_kind":"disposition_decided","reason":"undo"}',X'D2AC578A20C8F5CE849E9626649215FA256153A0630A6B750EC4D9B5BDF343FE',X'B872E3EC0B6D25316288325B1843DF935536FF58E59304368C78DDF71135DEE8');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',11,'01a201b4cf697412ada122765536b526','parcel:01a201b4cf6874978d63097f1a12d245','parcel_received',1,117539655516160000,'2026-11-01T06:00:10.000Z','Inspector 12','01a201b4cf697412ada12275140e4ac2','[]','{"parcel_id":"01a201b4cf6874978d63097f1a12d245","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":1,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'B872E3EC0B6D25316288325B1843DF935536FF58E59304368C78DDF71135DEE8',X'D46B10343F5C4500CD0D4250386806D74C07FD354504FCE383E3992F0D2CC304');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',12,'01a201b4cf697412ada12279565739f1','item:01a201b4cf697412ada1227851f904ec','item_identified',1,117539655581696000,'2026-11-01T06:00:11.000Z','Inspector 12','01a201b4cf697412ada12277af3c411e','[]','{"item_id":"01a201b4cf697412ada1227851f904ec","parcel_id":"01a201b4cf6874978d63097f1a12d245","lpn":"RQ65A000003V","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":2,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'D46B10343F5C4500CD0D4250386806D74C07FD354504FCE383E3992F0D2CC304',X'8B71791060E398B6D32D1317F9CBB39FAF55EE7859CC7B9E700BBD48A4390D28');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',13,'01a201b4cf6a7531be9c9084e9e4f4e1','parcel:01a201b4cf6874978d63097f1a12d245','parcel_parked',1,117539655647232000,'2026-11-01T06:00:12.000Z','Inspector 12','01a201b4cf6a7531be9c9083afe11de5','[]','{"parcel_id":"01a201b4cf6874978d63097f1a12d245"}',X'8B71791060E398B6D32D1317F9CBB39FAF55EE7859CC7B9E700BBD48A4390D28',X'E16EE90AFA8BD5A8700E57F0A2CF09D1C7D1DDA82218253BDC6EE82303D910DC');
INSERT INTO "event" VALUES('01a201b4cf5e77c7befb39283e576fb3',14,'01a201b4cf6b703d84a3bd9691025fd7','parcel:01a201b4cf5f7366867b09d41e045294','parcel_closed',1,117539655712768000,'2026-11-01T06:00:13.000Z','Inspector 12','01a201b4cf6b703d84a3bd95e0de520c','[]','{"parcel_id":"01a201b4cf5f7366867b09d41e045294","missing":[],"note":""}',X'E16EE90AFA8BD5A8700E57F0A2CF09D1C7D1DDA82218253BDC6EE82303D910DC',X'C0E9B6B4B51B4BC7C9EEB3A290C6EF78E1EADFD2C2550292693BC76C552DECD9');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',1,'01a201b4cf7470268d249a657ab19503','tote:T-9','tote_opened',1,117539890855936000,'2026-11-01T07:00:01.000Z','Inspector 12','01a201b4cf7470268d249a641c4d6f1f','[]','{"tote":"T-9","route":"restock","disposition":null}',X'0000000000000000000000000000000000000000000000000000000000000000',X'DD1563E91ACED34CF359DB4301B63BD5DC29374B1EA5F2C88A752040F5B3DDBC');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',2,'01a201b4cf75754f8ece8df9bd5ebc56','parcel:01a201b4cf75754f8ece8df731f36542','parcel_received',1,117539890921472000,'2026-11-01T07:00:02.000Z','Inspector 12','01a201b4cf75754f8ece8df82dfe4766','[]','{"parcel_id":"01a201b4cf75754f8ece8df731f36542","label":"RMA-01a201","tracking":null,"sscc":null,"carrier":"","rmas":["RMA-1"],"lines":[{"rma":"RMA-1","line":1,"sku":"PEN","quantity":2,"client":"Acme","order":"","customer_ref":"","carrier":"","tracking":"","authorised_on":null,"return_by":"2026-12-01","reason":"","serial":null,"unit_value_cents":null,"currency":"","requested_outcome":"","title":"Pen"}]}',X'DD1563E91ACED34CF359DB4301B63BD5DC29374B1EA5F2C88A752040F5B3DDBC',X'6569595A0858CCAFC74B253399B00C48D17618DC44E8369D9A82BB77B3A9DED1');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',3,'01a201b4cf7774aca5cf7601779a335a','item:01a201b4cf767597bcaad443013b768b','item_identified',1,117539890987008000,'2026-11-01T07:00:03.000Z','Inspector 12','01a201b4cf767597bcaad44273614fdd','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","parcel_id":"01a201b4cf75754f8ece8df731f36542","lpn":"R518X000001A","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":null,"lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'6569595A0858CCAFC74B253399B00C48D17618DC44E8369D9A82BB77B3A9DED1',X'5057061AAFF7830135E6F9C91C4AF5659BCD8D7275237FA49EDDC4B8876E660E');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',4,'01a201b4cf7871a698ee61ba28f15a97','item:01a201b4cf767597bcaad443013b768b','item_graded',1,117539891052544000,'2026-11-01T07:00:04.000Z','Inspector 12','01a201b4cf7871a698ee61b9cd5d8534','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'5057061AAFF7830135E6F9C91C4AF5659BCD8D7275237FA49EDDC4B8876E660E',X'34165FEE3ED3DD9556333755418C2AB6EF78BC960E577A961B2124D2EE2A0F50');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',5,'01a201b4cf7871a698ee61bba82a4d17','item:01a201b4cf767597bcaad443013b768b','disposition_proposed',1,117539891052544001,'2026-11-01T07:00:04.000Z','Inspector 12','01a201b4cf7871a698ee61b9cd5d8534','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'34165FEE3ED3DD9556333755418C2AB6EF78BC960E577A961B2124D2EE2A0F50',X'1A4207DD54352321BCC800E086BFF1A9F441AD80C7E934F46C33F598CC5CF45C');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',6,'01a201b4cf7871a698ee61bd944779e1','item:01a201b4cf767597bcaad443013b768b','disposition_decided',1,117539891118080000,'2026-11-01T07:00:05.000Z','Inspector 12','01a201b4cf7871a698ee61bc5cfc4144','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","code":"RESTOCK_B","proposal":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"override_reason":null,"approver":null}',X'1A4207DD54352321BCC800E086BFF1A9F441AD80C7E934F46C33F598CC5CF45C',X'C74926627D6CFBC752046A590E93B42B71230762FE7E7077ADB8EF931CC77394');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',7,'01a201b4cf7977d4b9bdf0b4b2bd85d4','item:01a201b4cf767597bcaad443013b768b','item_stowed',1,117539891183616000,'2026-11-01T07:00:06.000Z','Inspector 12','01a201b4cf7977d4b9bdf0b3c1af15de','[]','{"item_id":"01a201b4cf767597bcaad443013b768b","tote":"T-9","turn":"01a201b4cf7470268d249a657ab19503"}',X'C74926627D6CFBC752046A590E93B42B71230762FE7E7077ADB8EF931CC77394',X'12F02CFC81286774905934118FF8BF489EAD0F4642490408F7B7816BB7F338D0');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',8,'01a201b4cf7a7741a0a434d5ded7be4a','item:01a201b4cf7a7741a0a434d42cc9fd7a','item_identified',1,117539891249152000,'2026-11-01T07:00:07.000Z','Inspector 12','01a201b4cf7a7741a0a434d3a4181953','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","parcel_id":"01a201b4cf75754f8ece8df731f36542","lpn":"R518X0000028","sku":"PEN","title":"Pen","category":"home","client":"Acme","declared":"expected","quantity":1,"gtin":null,"serial":"S-1","lot":null,"expiry":null,"rma":"RMA-1","line":1,"reason":"","expected_serial":null,"serial_finding":"","unit_value_cents":1250,"currency":"EUR","weight_g":null,"serialised":false,"lot_tracked":false,"expiry_tracked":false,"returnable":true,"hazmat":false,"return_by":null,"image":"","split_from":null}',X'12F02CFC81286774905934118FF8BF489EAD0F4642490408F7B7816BB7F338D0',X'91F9D2A22F2EFA53517313D47A1AFEAF7D8B13D29D1FB6452048E30884738A13');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',9,'01a201b4cf7b7104983e6c2cc9613218','item:01a201b4cf7a7741a0a434d42cc9fd7a','item_graded',1,117539891314688000,'2026-11-01T07:00:08.000Z','Inspector 12','01a201b4cf7b7104983e6c2b8091e3e2','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","grade":"B","function":null,"defects":["SCRATCH"],"checks":[],"note":""}',X'91F9D2A22F2EFA53517313D47A1AFEAF7D8B13D29D1FB6452048E30884738A13',X'A59964A5BD557EB336783E39F5D04AA5E2FB3CDA0DDF3A2C67921A6100307F04');
INSERT INTO "event" VALUES('01a201b4cf737344a00483d382450f37',10,'01a201b4cf7b7104983e6c2dd1451804','item:01a201b4cf7a7741a0a434d42cc9fd7a','disposition_proposed',1,117539891314688001,'2026-11-01T07:00:08.000Z','Inspector 12','01a201b4cf7b7104983e6c2b8091e3e2','[]','{"item_id":"01a201b4cf7a7741a0a434d42cc9fd7a","code":"RESTOCK_B","rule":"matrix.home.B","policy_version":"2026-11-01","inputs":[],"why":[],"approval":""}',X'A59964A5BD557EB336783E39F5D04AA5E2FB3CDA0DDF3A2C67921A6100307F04',X'46829A2061CB02489A8CF15FCC0D505BC33F3CF68DDF933F0114D1EF31E32C4E');
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
INSERT INTO "item" VALUES('01a201b4cf62779c8ea4700db3b811ac','RQ65A000001Z','01a201b4cf5f7366867b09d41e045294','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,'T-0','',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:03.000Z','2026-11-01T06:00:04.000Z',NULL,'2026-11-01T06:00:06.000Z','B07','TMP1');
INSERT INTO "item" VALUES('01a201b4cf667741a55103bcf25441b6','RQ65A000002X','01a201b4cf5f7366867b09d41e045294','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','held',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'operator',NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:01.000Z','2026-11-01T06:00:07.000Z',NULL,NULL,NULL,'B07','TMP1');
INSERT INTO "item" VALUES('01a201b4cf697412ada1227851f904ec','RQ65A000003V','01a201b4cf6874978d63097f1a12d245','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,2,'expected','','identified',NULL,NULL,'','',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T06:00:10.000Z','2026-11-01T06:00:11.000Z',NULL,NULL,NULL,'B07','TMP1');
INSERT INTO "item" VALUES('01a201b4cf767597bcaad443013b768b','R518X000001A','01a201b4cf75754f8ece8df731f36542','RMA-1',1,'Acme','PEN',NULL,'Pen','home',NULL,'',NULL,NULL,1,'expected','','stowed','B',NULL,'SCRATCH','','RESTOCK_B','RESTOCK_B','restock','matrix.home.B','2026-11-01',NULL,NULL,NULL,'T-9','01a201b4cf7470268d249a657ab19503',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T07:00:02.000Z','2026-11-01T07:00:03.000Z','2026-11-01T07:00:04.000Z','2026-11-01T07:00:05.000Z','2026-11-01T07:00:06.000Z','B08','TMP1');
INSERT INTO "item" VALUES('01a201b4cf7a7741a0a434d42cc9fd7a','R518X0000028','01a201b4cf75754f8ece8df731f36542','RMA-1',1,'Acme','PEN',NULL,'Pen','home','S-1','',NULL,NULL,1,'expected','','graded','B',NULL,'SCRATCH','','RESTOCK_B',NULL,NULL,'matrix.home.B','2026-11-01',NULL,NULL,NULL,NULL,'',1250,'EUR',NULL,'Inspector 12',NULL,0,'2026-11-01T07:00:02.000Z','2026-11-01T07:00:07.000Z','2026-11-01T07:00:08.000Z',NULL,NULL,'B08','TMP1');
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
)
 WITHOUT ROWID

;
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
INSERT INTO "parcel" VALUES('01a201b4cf5f7366867b09d41e045294','RMA-01a201',NULL,NULL,'','RMA-1','Acme','closed',0,'2026-12-01',2,3,0,0,'2026-11-01T06:00:01.000Z','Inspector 12','2026-11-01T06:00:13.000Z','Inspector 12','B07','TMP1','');
INSERT INTO "parcel" VALUES('01a201b4cf6874978d63097f1a12d245','RMA-01a201',NULL,NULL,'','RMA-1','Acme','parked',0,'2026-12-01',1,2,0,0,'2026-11-01T06:00:10.000Z','Inspector 12',NULL,NULL,'B07','TMP1','');
INSERT INTO "parcel" VALUES('01a201b4cf75754f8ece8df731f36542','RMA-01a201',NULL,NULL,'','RMA-1','Acme','open',0,'2026-12-01',2,2,0,0,'2026-11-01T07:00:02.000Z','Inspector 12',NULL,NULL,'B08','TMP1','');
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
INSERT INTO "stream" VALUES('01a201b4cf5e77c7befb39283e576fb3','B07','TMP1','Q65A',4,14,X'C0E9B6B4B51B4BC7C9EEB3A290C6EF78E1EADFD2C2550292693BC76C552DECD9',117539655712768000,0);
INSERT INTO "stream" VALUES('01a201b4cf737344a00483d382450f37','B08','TMP1','518X',3,10,X'46829A2061CB02489A8CF15FCC0D505BC33F3CF68DDF933F0114D1EF31E32C4E',117539891314688001,1);
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
INSERT INTO "tote" VALUES('T-0','restock',NULL,'open',0,0,'2026-11-01T06:00:02.000Z','Inspector 12',NULL,NULL,'','01a201b4cf61744a80c8f8ed7dfdc25b','B07','TMP1');
INSERT INTO "tote" VALUES('T-9','restock',NULL,'open',1,1,'2026-11-01T07:00:01.000Z','Inspector 12',NULL,NULL,'','01a201b4cf7470268d249a657ab19503','B08','TMP1');
CREATE INDEX event_by_key ON event (item_key, hlc);
CREATE INDEX event_reported ON event (kind, wall_at) WHERE kind IN ('shift_closed', 'scan_noted', 'item_held', 'event_reversed', 'label_failed', 'disposition_decided');
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
