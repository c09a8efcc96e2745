import type { DatabaseSync } from 'node:sqlite';

/** The reads of a ledger of any version. */
export const prepareReads = (database: DatabaseSync) => ({
  answers: database.prepare('SELECT * FROM answers WHERE call_key = ? AND set_aside = 0 ORDER BY id'),
  answer: database.prepare('SELECT * FROM answers WHERE id = ?'),
  spending: database.prepare('SELECT cost_usd, usage FROM answers WHERE call_key = ?'),
  failure: database.prepare('SELECT kind, message, at_ms FROM failures WHERE call_key = ?'),
  runs: database.prepare('SELECT * FROM runs ORDER BY id'),
});

/** The writes of a ledger of this program's version. */
export const prepareWrites = (database: DatabaseSync) => ({
  claim: database.prepare('SELECT owner, host, pid, beat_ms FROM claims WHERE call_key = ?'),
  putClaim: database.prepare('INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?)'),
  dropClaim: database.prepare('DELETE FROM claims WHERE call_key = ? AND owner = ?'),
  dropClaims: database.prepare('DELETE FROM claims WHERE owner = ?'),
  beatClaims: database.prepare('UPDATE claims SET beat_ms = ? WHERE owner = ?'),
  beatRuns: database.prepare('UPDATE runs SET beat_ms = ? WHERE owner = ? AND finished_ms IS NULL'),
  putCall: database.prepare('INSERT OR IGNORE INTO calls VALUES (?, ?, ?, ?, ?, ?)'),
  putAnswer: database.prepare(
    'INSERT INTO answers (call_key, sent_ms, latency_ms, status, request_id, body, body_crc) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  hasAnswer: database.prepare(
    'SELECT 1 FROM answers WHERE call_key = ? AND sent_ms = ? AND latency_ms = ? AND body = ?',
  ),
  settle: database.prepare('UPDATE answers SET verdict = ?, cost_usd = ?, usage = ? WHERE id = ?'),
  putFailure: database.prepare('INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)'),
  setAside: database.prepare('UPDATE answers SET set_aside = 1 WHERE call_key = ?'),
  putRun: database.prepare(
    'INSERT INTO runs (started_ms, settings, owner, host, pid, beat_ms) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  noteRun: database.prepare('UPDATE runs SET progress = ?, beat_ms = ? WHERE id = ?'),
  endRun: database.prepare('UPDATE runs SET finished_ms = ?, ending = ? WHERE id = ?'),
});

/** Prepared reads. */
export type Reads = ReturnType<typeof prepareReads>;

/** Prepared writes. */
export type Writes = ReturnType<typeof prepareWrites>;
