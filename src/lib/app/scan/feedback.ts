/** What a person with gloves at a noisy line notices: sounds that differ, and vibration. No files; switched off in the settings. */

export type FeedbackTone = 'ok' | 'warn' | 'refused';

const SOUNDS_KEY = 'suyuan.sounds';
/** Each sound is a row of tones: hertz, start and length in seconds. Rising is good, falling and rough is refused. */
const SOUNDS: Readonly<Record<FeedbackTone, readonly (readonly [hertz: number, start: number, seconds: number])[]>> = {
	ok: [
		[1175, 0, 0.07],
		[1568, 0.07, 0.09]
	],
	warn: [
		[880, 0, 0.09],
		[880, 0.14, 0.09]
	],
	refused: [
		[294, 0, 0.18],
		[208, 0.2, 0.28]
	]
};
const VIBRATION: Readonly<Record<FeedbackTone, readonly number[]>> = { ok: [40], warn: [60, 60, 60], refused: [220, 80, 220] };
const LOUDNESS = 0.22;

let context: AudioContext | undefined;

export function soundsOn(): boolean {
	try {
		return localStorage.getItem(SOUNDS_KEY) !== 'off';
	} catch {
		return true;
	}
}

export function switchSounds(on: boolean): void {
	try {
		localStorage.setItem(SOUNDS_KEY, on ? 'on' : 'off');
	} catch {
		// Storage refused: sounds stay as they are.
	}
}

/** Plays the sound at once. Silent where the browser has not heard a key or touch yet. */
export function giveFeedback(tone: FeedbackTone): void {
	if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive) navigator.vibrate([...VIBRATION[tone]]);
	if (!soundsOn() || typeof AudioContext === 'undefined') return;
	context ??= new AudioContext();
	if (context.state === 'suspended') void context.resume();
	for (const [hertz, start, seconds] of SOUNDS[tone]) play(context, tone === 'refused' ? 'sawtooth' : 'sine', hertz, start, seconds);
}

function play(audio: AudioContext, type: OscillatorType, hertz: number, start: number, seconds: number): void {
	const oscillator = new OscillatorNode(audio, { type, frequency: hertz });
	const gain = new GainNode(audio, { gain: 0 });
	const begin = audio.currentTime + start;
	gain.gain.setValueAtTime(0, begin);
	gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.008);
	gain.gain.setValueAtTime(LOUDNESS, begin + seconds - 0.02);
	gain.gain.linearRampToValueAtTime(0, begin + seconds);
	oscillator.connect(gain).connect(audio.destination);
	oscillator.start(begin);
	oscillator.stop(begin + seconds);
}
