/** The ways somebody is told of something that came in. Each says whether it worked. */

export type SystemNotices = NotificationPermission | 'unsupported';

/** Two short tones: Hz, and seconds from the start. */
const TONES = [
  { hz: 880, at: 0 },
  { hz: 1_175, at: 0.16 },
] as const;
const TONE_S = 0.14;
const LOUDNESS = 0.2;
let audio: AudioContext | null = null;

export function systemNotices(): SystemNotices {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

/** Asks where nobody has answered yet. Only from a click: browsers refuse to ask otherwise. */
export async function askForSystemNotices(): Promise<SystemNotices> {
  return systemNotices() === 'default' ? Notification.requestPermission() : systemNotices();
}

export function showSystemNotice(title: string, text: string, onClick?: () => void): boolean {
  if (systemNotices() !== 'granted') return false;
  try {
    const notice = new Notification(title, { body: text });
    notice.onclick = () => {
      window.focus();
      notice.close();
      onClick?.();
    };
    return true;
  } catch {
    return false;
  }
}

/** False where sound is not to be had: no device, or no click yet that would allow it. */
export async function playSound(): Promise<boolean> {
  try {
    audio ??= new AudioContext();
    await audio.resume();
    for (const { hz, at } of TONES) playTone(audio, hz, audio.currentTime + at);
    return audio.state === 'running';
  } catch {
    return false;
  }
}

function playTone(context: AudioContext, hz: number, from: number): void {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = hz;
  gain.gain.setValueAtTime(LOUDNESS, from);
  // Faded out: a tone that is cut off clicks.
  gain.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
  tone.connect(gain).connect(context.destination);
  tone.start(from);
  tone.stop(from + TONE_S);
}
