import { DefaultRestOptions, REST, RESTEvents, type RESTOptions } from 'discord.js';
import { type Metrics, secondsSince } from '../monitoring/index.ts';

/** A client of Discord's REST API whose requests, and waits for rate limits, are counted. */
export function observedRest(options: Partial<RESTOptions>, metrics: Metrics): REST {
  return countWaits(new REST({ ...options, ...countRequests(metrics) }), metrics);
}

/** Counts what a client waits for. Returns the client. */
export function countWaits(rest: REST, metrics: Metrics): REST {
  return rest.on(RESTEvents.RateLimited, ({ global, scope, timeToReset, retryAfter, sublimitTimeout }) => {
    const waitMs = Math.max(timeToReset, retryAfter, sublimitTimeout);
    metrics.rateLimited({ scope: global ? 'global' : scope, seconds: waitMs / 1000 });
  });
}

/** The option by which a client counts its requests; whoever copies the client's options counts too. */
export function countRequests(metrics: Metrics): Pick<RESTOptions, 'makeRequest'> {
  return {
    async makeRequest(url, init) {
      const begun = performance.now();
      const seen = { method: init.method ?? 'GET', route: routeOf(url) };
      try {
        const response = await DefaultRestOptions.makeRequest(url, init);
        metrics.discordRequest({ ...seen, status: String(response.status), seconds: secondsSince(begun) });
        return response;
      } catch (error) {
        metrics.discordRequest({ ...seen, status: 'none', seconds: secondsSince(begun) });
        throw error;
      }
    },
  };
}

/**
 * The path of a request as Discord documents it: ids are `:id`, tokens `:token`. What is left names nobody, and is one
 * of few.
 */
function routeOf(url: string): string {
  return url
    .replace(/[?#].*/s, '')
    .replace(/^[a-z]+:\/\/[^/]*/, '')
    .replace(/^.*?\/v\d+(?=\/)/, '')
    .replace(/\/(webhooks|interactions)\/(\d+)\/[^/]+/, '/$1/$2/:token')
    .replace(/\/reactions\/.*/, '/reactions/:reaction')
    .replace(/\/\d+(?=\/|$)/g, '/:id');
}
