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
          execFile(program, [...options, file], { maxBuffer: 64 << 20 }, (error, stdout, stderr) =>
            resolve({ reader, ok: !error && !/warning|bad (CRC|file)|corrupt/i.test(stdout + stderr), output: (error && !stderr ? `${error.message}\n` : "") + stdout + stderr }),
          ),
        ),
    ),
  );
