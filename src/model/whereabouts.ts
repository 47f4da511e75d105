/** A channel, or a thread by itself and the channel that it hangs in. */
export interface Whereabouts {
  channelId: string;
  threadId?: string;
}
