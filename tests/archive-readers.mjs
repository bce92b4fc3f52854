// The programs that people open a ZIP with, asked whether they can read one.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const java = fileURLToPath(new URL("readers/ReadZip.java", import.meta.url));

const readers = {
  unzip: ["unzip", "-tqq"],
  "7z": ["7z", "t"],
  "Python zipfile": ["python3", "-m", "zipfile", "-t"],
  bsdtar: ["bsdtar", "-tf"],
  "Java ZipFile": ["java", java, "file"],
  "Java ZipInputStream": ["java", java, "stream"],
};

// Names of entries are UTF-8; in another locale bsdtar cannot show them, and says so.
const env = { ...process.env, LC_ALL: "C.UTF-8" };

// Python's `zipfile -t` ends with success after "The following enclosed file is corrupted".
const complaint = /^warning|: warning|The following enclosed file is corrupted/im;

/**
 * Lets every reader read the whole archive.
 * @param {string} file
 * @returns {Promise<{reader: string, ok: boolean, output: string}[]>} `ok`: the reader read it without an error or a warning
 */
export const readWithAll = (file) =>
  Promise.all(
    Object.entries(readers).map(
      ([reader, [program, ...options]]) =>
        new Promise((resolve) =>
          execFile(program, [...options, file], { env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
            const output = stdout + stderr;
            resolve({ reader, ok: !error && !complaint.test(output), output: output || (error?.message ?? "") });
          }),
        ),
    ),
  );
