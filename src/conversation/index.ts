export { type CodeBlock, listCodeBlocks } from './code-blocks.ts';
export { type Conversation, checkShape, countExchanges, type ShapeFault, toLine } from './conversation.ts';
export type { Message, Role } from './message.ts';
