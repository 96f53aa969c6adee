// express-pouchdb on loopback, storing under the folder that is named. Prints its port, serves until it is told to stop.
const express = require("express");
const PouchDB = require("pouchdb");

const folder = process.argv[2];
const Stored = PouchDB.defaults({ prefix: folder + "/" });
const app = express();
app.use("/", require("express-pouchdb")(Stored, { inMemoryConfig: true, logPath: folder + "/log.txt" }));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
