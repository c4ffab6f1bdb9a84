"""The facilitator'"s"""
