"""How much one file may cost before it is refused."""

MAX_COLUMNS = 500
MAX_CELL = 32_767  # what Excel can hold in one cell
MAX_LINE = 8_000_000  # characters of one line of a text file
MAX_UNPACKED = 512 * 1024 * 1024  # bytes of one archive or workbook after unpacking
MAX_RATIO = 200  # unpacked : packed, judged only above RATIO_FLOOR
RATIO_FLOOR = 10 * 1024 * 1024
MAX_GRID = 28_000_000  # cells of the rectangle around everything in a sheet
SAMPLE_ROWS = 200
HEADER_DEPTH = 40  # rows searched for the header
