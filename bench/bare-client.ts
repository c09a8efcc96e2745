// The least that any client can do: posts the same request over and over with node:http, so many at a time, and reads
// each answer to its end. Stores nothing, checks nothing. Arguments: base URL, count, concurrency.
import { Agent, request } from 'node:http';

const [baseUrl = '', count = '0', concurrency = '1'] = process.argv.slice(2);
const url = new URL(`${baseUrl}/chat/completions`);
const agent = new Agent({ keepAlive: true });
/** As long as a prompt of the built-in recipe. */
const PROMPT = `Topic: slow database query. Exactly 4 exchanges.\n${'It is as long as others are. '.repeat(800)}`;
const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: PROMPT }] });
const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };

const ask = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => resolve())
        .on('error', reject);
    });
    sent.on('error', reject).end(body);
  });

let left = Number(count);
const work = async (): Promise<void> => {
  while (left-- > 0) await ask();
};
await Promise.all(Array.from({ length: Number(concurrency) }, work));
agent.destroy();
