from tests.support.programs import program

__all__ = ["program"]
