export { type CodeParser, type CodeReading, openCodeParser } from './code/parse-code.ts';
