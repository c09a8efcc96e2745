import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './schema.ts';

/** "idio" in ASCII. */
const MARK = 0x6964696f;

/** Makes a ledger as version 1 of the schema left it, with two answers, a failure, a claim and two runs. */
export const makeVersionOne = (file: string): void => {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; ${MIGRATIONS[0]};
    PRAGMA user_version = 1; PRAGMA application_id = ${MARK};
    INSERT INTO calls VALUES ('a', 'openai', 'http://x', 'm', '{"model":"m"}', 1);
    INSERT INTO answers VALUES (1, 'a', 5, 6, 200, 'req_1', '{"x":1}', 0, 'accepted', 0.5,
      '{"inputTokens":1,"cachedInputTokens":0,"cacheWriteTokens":0,"outputTokens":2,"thinkingTokens":0}');
    INSERT INTO answers VALUES (2, 'b', 7, 8, 200, NULL, 'old', 1, NULL, NULL, NULL);
    INSERT INTO failures VALUES ('c', 'refused', 'No.', 9);
    INSERT INTO claims VALUES ('d', 'someone', 'elsewhere', 1, 1);
    INSERT INTO runs VALUES (1, 10, 20, '{"seed":1}', 'done');
    INSERT INTO runs VALUES (2, 30, NULL, '{"seed":2}', NULL);`);
  database.close();
};
