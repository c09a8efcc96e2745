export { type Conversation, checkShape, countExchanges, type ShapeFault, toLine } from './conversation.ts';
export type { Message, Role } from './message.ts';
