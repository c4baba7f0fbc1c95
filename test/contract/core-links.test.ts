import { MessageChannel } from 'node:worker_threads';
import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  TRPCClientError,
  unstable_localLink,
  wsLink,
} from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type AppRouter, appRouter } from '../../electron/core/api/app-router.ts';
import { serveMessagePort } from '../../electron/transports/message-port.ts';
import { messagePortLink } from '../../renderer/client/message-port-link.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { type DemoStation, demoStation } from '../support/store-fixture.ts';

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;
type Link = {
  readonly client: Client;
  readonly useSession: (token: string | null) => void;
  readonly close: () => void;
};

/** The links by which a screen or a test reaches the core; each must answer exactly as the others do. */
const LINKS: Readonly<Record<string, (station: DemoStation) => Link>> = {
  'in this process': localLink,
  'HTTP and WebSocket': stationLink,
  'a MessagePort': portLink,
};

describe.each(Object.entries(LINKS))('the core over %s', (_name, connect) => {
  let station: DemoStation;
  let link: Link;
  beforeAll(async () => {
    station = await demoStation();
    link = connect(station);
  });
  afterAll(async () => {
    link.close();
    await station.remove();
  });

  it('answers a question that nobody needs to sign in for', async () => {
    const state = await link.client.session.state.query();
    expect(state.state).toBe('signed_out');
    expect(state.store.isDemo).toBe(true);
  });

  it('refuses a procedure that needs a person, with the refusal as message', async () => {
    const failure = await link.client.cart.current.query().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TRPCClientError);
    if (!(failure instanceof TRPCClientError)) return;
    expect(failure.message).toBe('not_signed_in');
    expect(failure.data).toMatchObject({
      code: 'FORBIDDEN',
      httpStatus: 403,
      path: 'cart.current',
    });
    expect(failure.data.stack).toBeUndefined();
  });

  it('refuses an input that does not fit before any work is done', async () => {
    const wrong = { staffId: 7, pin: '1' } as unknown as { staffId: string; pin: string };
    const failure = await link.client.session.signIn.mutate(wrong).catch((error: unknown) => error);
    if (!(failure instanceof TRPCClientError)) throw new Error('the input was accepted');
    expect(failure.data).toMatchObject({ code: 'BAD_REQUEST', httpStatus: 400 });
  });

  it('knows no procedure that the router does not declare', async () => {
    const failure = await Reflect.get(Reflect.get(link.client, 'cart'), 'forge')
      .mutate({})
      .catch((error: unknown) => error);
    if (!(failure instanceof TRPCClientError)) throw new Error('something answered');
    expect(failure.data).toMatchObject({ code: 'NOT_FOUND', httpStatus: 404 });
  });

  it('signs a person in, and from then on sells for that person', async () => {
    const [person] = await link.client.session.staff.query();
    if (!person?.demoPin) throw new Error('the demo store shows its PINs');
    const signedIn = await link.client.session.signIn.mutate({
      staffId: person.staffId,
      pin: person.demoPin,
    });
    if (!signedIn.ok) throw new Error(signedIn.refusal.code);
    link.useSession(signedIn.value.token);
    expect((await link.client.session.state.query()).staff?.staffId).toBe(person.staffId);
    expect(await link.client.cart.current.query()).toBeDefined();
    link.useSession(null);
    await expect(link.client.cart.current.query()).rejects.toThrow('not_signed_in');
  });

  it('tells of events in order, and of none after the subscription was cancelled', async () => {
    const { announce } = station.core.till;
    const heard: CoreEvent['type'][] = [];
    const subscription = await subscribed(link.client, (type) => heard.push(type));
    announce({ type: 'cart.changed' });
    announce({ type: 'paper.changed' });
    announce({ type: 'shift.changed' });
    await until(() => heard.length === 3);
    expect(heard).toEqual(['cart.changed', 'paper.changed', 'shift.changed']);
    subscription.unsubscribe();
    await link.client.session.state.query();
    announce({ type: 'cart.changed' });
    await link.client.session.state.query();
    expect(heard.length).toBe(3);
  });

  it('answers twenty questions at once, each with its own answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 === 0 ? link.client.session.state.query() : link.client.session.staff.query(),
      ),
    );
    expect(answers.map((answer) => Array.isArray(answer))).toEqual(
      Array.from({ length: 20 }, (_, i) => i % 2 === 1),
    );
  });
});

function localLink({ core }: DemoStation): Link {
  let session: string | null = null;
  const createContext = async () => ({ core, token: session });
  const link = unstable_localLink<AppRouter>({ router: appRouter, createContext });
  return {
    client: createTRPCClient<AppRouter>({ links: [link] }),
    useSession: (token) => {
      session = token;
    },
    close: () => undefined,
  };
}

function stationLink({ server }: DemoStation): Link {
  let session: string | null = null;
  const socket = createWSClient({
    url: `${server.url.replace('http', 'ws')}trpc?token=${server.token}`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket, // the same interface, by another name
  });
  const http = httpLink<AppRouter>({
    url: `${server.url}trpc`,
    methodOverride: 'POST',
    headers: () => ({
      'x-zhendian-token': server.token,
      ...(session === null ? {} : { 'x-zhendian-session': session }),
    }),
  });
  const link = splitLink<AppRouter>({
    condition: (op) => op.type === 'subscription',
    true: wsLink<AppRouter>({ client: socket }),
    false: http,
  });
  return {
    client: createTRPCClient<AppRouter>({ links: [link] }),
    useSession: (token) => {
      session = token;
    },
    close: () => void socket.close(),
  };
}

function portLink({ core }: DemoStation): Link {
  let session: string | null = null;
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(core, {
    send: (text) => port1.postMessage(text),
    onText: (hear) => port1.on('message', hear),
    onClose: (gone) => port1.on('close', gone),
  });
  const link = messagePortLink<AppRouter>(
    {
      send: (text) => port2.postMessage(text),
      listen: (hear) => {
        port2.on('message', hear);
        return () => port2.off('message', hear);
      },
    },
    () => session,
  );
  return {
    client: createTRPCClient<AppRouter>({ links: [link] }),
    useSession: (token) => {
      session = token;
    },
    close: () => port2.close(),
  };
}

/** Resolves when the core listens, so that no event of the test is announced too early. */
function subscribed(
  client: Client,
  hear: (type: CoreEvent['type']) => void,
): Promise<{ unsubscribe: () => void }> {
  return new Promise((done, fail) => {
    const subscription = client.system.events.subscribe(undefined, {
      onStarted: () => setTimeout(() => done(subscription), 50),
      onData: (item: { data: CoreEvent }) => hear(item.data.type),
      onError: fail,
    });
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i += 1) await new Promise((done) => setTimeout(done, 10));
}
