import { preferences } from './preferences.ts';

type Tone = {
  readonly hertz: number;
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly shape: OscillatorType;
};

/** Told apart with closed eyes: short and high is good, low and long is bad, two rising is paid. */
const SOUNDS = {
  good: [{ hertz: 1568, fromMs: 0, lengthMs: 70, shape: 'sine' }],
  bad: [
    { hertz: 220, fromMs: 0, lengthMs: 160, shape: 'square' },
    { hertz: 165, fromMs: 180, lengthMs: 240, shape: 'square' },
  ],
  done: [
    { hertz: 1047, fromMs: 0, lengthMs: 110, shape: 'sine' },
    { hertz: 1568, fromMs: 120, lengthMs: 200, shape: 'sine' },
  ],
} as const satisfies Record<string, readonly Tone[]>;

let speaker: AudioContext | null = null;

/** Plays one of the three sounds; silent when switched off or while the browser allows none. */
export function playSound(name: keyof typeof SOUNDS): void {
  if (!preferences().sounds || typeof AudioContext === 'undefined') return;
  speaker ??= new AudioContext();
  if (speaker.state === 'suspended') void speaker.resume();
  for (const tone of SOUNDS[name]) playTone(speaker, tone);
}

function playTone(context: AudioContext, tone: Tone): void {
  const start = context.currentTime + tone.fromMs / 1000;
  const end = start + tone.lengthMs / 1000;
  const volume = context.createGain();
  const voice = context.createOscillator();
  voice.type = tone.shape;
  voice.frequency.value = tone.hertz;
  volume.gain.setValueAtTime(tone.shape === 'square' ? 0.06 : 0.14, start);
  volume.gain.exponentialRampToValueAtTime(0.001, end);
  voice.connect(volume).connect(context.destination);
  voice.start(start);
  voice.stop(end);
}
