// Stands in for Electron around the built core process: its `parentPort`, and ports to screens as texts over the
// channel to the test. Run as `node core-process-host.mjs BUNDLE [--data DIR]`.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

const parentPort = new EventEmitter();
parentPort.postMessage = (message) => process.send({ kind: 'said', message });
process.parentPort = parentPort;

let screen = null;
process.on('message', (message) => {
  if (message.kind === 'text') screen.postMessage(message.text);
  else if (message.kind === 'port') {
    const { port1, port2 } = new MessageChannel();
    screen = port2;
    port2.onmessage = (event) => process.send({ kind: 'text', text: event.data });
    parentPort.emit('message', { data: message, ports: [mainPort(port1)] });
  } else parentPort.emit('message', { data: message, ports: [] });
});
process.on('disconnect', () => process.exit(1)); // the test is gone

/** Electron's MessagePortMain, which hands over events where Node's port hands over values. */
function mainPort(port) {
  const main = new EventEmitter();
  port.addEventListener('message', (event) =>
    main.emit('message', { data: event.data, ports: [] }),
  );
  port.addEventListener('close', () => main.emit('close'));
  main.postMessage = (value) => port.postMessage(value);
  main.start = () => port.start();
  main.close = () => port.close();
  return main;
}

const [bundle, ...args] = process.argv.slice(2);
process.argv = [process.argv[0], bundle, ...args];
await import(pathToFileURL(bundle).href);
