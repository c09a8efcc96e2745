export { type Manner, makeCallMaker } from './to-call.ts';
export { toConversation } from './to-conversation.ts';
