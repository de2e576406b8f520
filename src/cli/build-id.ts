/** Written into every operation the command line records. */
export const BUILD_ID = 'suyuan-cli/0.1.0';
