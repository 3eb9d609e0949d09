"""Classes of customers by the firm's own rules, and the service that each gets."""
