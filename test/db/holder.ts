import Database from "better-sqlite3";

/** Holds the write lock of a library until it is told to let go. */
const client = new Database(process.argv[2]);
client.exec("BEGIN IMMEDIATE; INSERT INTO categories (kind, name) VALUES ('genre', 'held')");
process.once("message", () => {
  client.exec("COMMIT");
  client.close();
  process.exit();
});
process.on("disconnect", () => process.exit());
process.send?.("holding");
