/** Addresses of channels and messages, as the bot's replies have them. */
const CHANNEL_LINK = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)/;

/** Such links lead to channels of this page, as they do in Discord's client. */
export function followChannelLinks(goTo: (channelId: string) => void): void {
  document.addEventListener('click', event => {
    const link = event.composedPath().find(it => it instanceof HTMLAnchorElement);
    const channelId = link && CHANNEL_LINK.exec(link.href)?.[1];
    if (channelId === undefined) return;
    event.preventDefault();
    goTo(channelId);
  });
}
