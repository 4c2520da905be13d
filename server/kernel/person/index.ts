/** People and their posts: what an administrator does. Sign-in and own access have their own files. */
export { changePerson, setPersonState } from './change-person.ts';
export { createPerson, newPassword } from './create-person.ts';
export { findPeople } from './find-people.ts';
export { type FinishedHandOvers, finishHandOvers } from './finish-hand-overs.ts';
export { getPerson, readEmail } from './get-person.ts';
export { changePost, grantPost } from './grant-post.ts';
export { handOver, type PersonMover } from './hand-over.ts';
