/** The state of synchronisation as sentences and looks, shared by pill and page. */
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import CloudCheck from '@lucide/svelte/icons/cloud-check';
import CloudDownload from '@lucide/svelte/icons/cloud-download';
import CloudOff from '@lucide/svelte/icons/cloud-off';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import { formatNumber, formatPercent } from '#lib/i18n/format.ts';
import { locale } from '#lib/i18n/locale.svelte.ts';
import type { Tone } from '#lib/ui/tone.ts';
import { m } from './messages.ts';
import type { SyncState } from './sync-state.ts';

export interface SyncLook {
	readonly tone: Tone;
	readonly icon: typeof HardDrive;
	/** A few words for the pill. */
	readonly label: string;
	/** Wording 17 or 18. */
	readonly sentence: string;
}

const number = (value: number) => formatNumber(locale.current, value);
/** Not connected: what is not uploaded matters, and if nothing is, that. */
const unconnected = (open: number) =>
	open === 0
		? { label: m.pillOffline(), sentence: m.sentenceOffline() }
		: { label: m.pillSavedOpen({ open: number(open) }), sentence: m.sentenceSaved() };

export function lookOf(state: SyncState): SyncLook {
	switch (state.kind) {
		case 'behind':
			return { tone: 'rejected', icon: CircleAlert, label: m.pillBehind(), sentence: m.sentenceBehind() };
		case 'refused':
			return { tone: 'rejected', icon: CloudOff, label: m.pillRefused(), sentence: m.sentenceRefused() };
		case 'downloading':
			return {
				tone: 'accent',
				icon: CloudDownload,
				label: m.pillDownloading({ share: formatPercent(locale.current, Math.floor(state.share * 100) / 100) }),
				sentence: m.sentenceDownloading()
			};
		case 'no-relay':
			return { tone: 'draft', icon: HardDrive, label: m.pillSaved(), sentence: m.sentenceNoRelay() };
		case 'connecting':
			return { tone: 'draft', icon: CloudUpload, ...unconnected(state.open) };
		case 'waiting':
			return { tone: 'quarantine', icon: CloudOff, ...unconnected(state.open) };
		case 'uploading':
			return { tone: 'accent', icon: CloudUpload, label: m.pillUploading({ open: number(state.open) }), sentence: m.sentenceUploading() };
		case 'photos':
			return { tone: 'accent', icon: CloudUpload, label: m.pillPhotos({ count: number(state.waiting) }), sentence: m.sentencePhotos() };
		case 'uploaded':
			return { tone: 'released', icon: CloudCheck, label: m.pillUploaded(state), sentence: m.sentenceUploaded(state) };
	}
}
