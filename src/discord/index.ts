export { connect } from './client.ts';
export { registerOnce } from './register-once.ts';
