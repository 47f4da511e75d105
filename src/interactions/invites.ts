/** Addresses under which the bot can be installed. */
export interface Invites {
  server: string;
  user: string;
}
