export { type Manner, makeCallMaker } from './to-call.ts';
export { readConversation } from './to-conversation.ts';
