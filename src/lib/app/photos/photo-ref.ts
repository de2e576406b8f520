/** A photo as records name it; its bytes are kept beside the log under the hash. */
export interface PhotoRef {
	readonly hash: string;
	readonly mime: string;
	readonly size: number;
}
